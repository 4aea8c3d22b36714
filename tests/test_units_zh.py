"""责任单位 in Chinese: names and roles in notes of all kinds, bodies charged in running text, and what is no note."""

from __future__ import annotations

import pytest

from ingest.notice import notice_of
from ingest.pipeline.units_zh import find_units_zh, is_body, split_bodies
from ingest.readers import read

ROWS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "lead": ("推广模式。（牵头单位：市商务局、市税务局）", [("市商务局", "lead"), ("市税务局", "lead")]),
    "responsible, half width": (
        "开拓市场。(责任单位:市商务局、市贸促会)",
        [("市商务局", "responsible"), ("市贸促会", "responsible")],
    ),
    "nested brackets": (
        "给予奖励。（责任单位：市商务局（市投资合作促进局）、县（市）区政府）",
        [("市商务局（市投资合作促进局）", "responsible"), ("县（市）区政府", "responsible")],
    ),
    "no label": ("推动绿色发展。（市商务局、市发改委）", [("市商务局", "responsible"), ("市发改委", "responsible")]),
    "verb for label": (
        "稳定出口。（由市商务局、市财政局按职责分工负责）",
        [("市商务局", "responsible"), ("市财政局", "responsible")],
    ),
    "lead and help by verbs": (
        "精简手续。（区发改局牵头，区住建局、各街道办事处配合）",
        [("区发改局", "lead"), ("区住建局", "follow_up"), ("各街道办事处", "follow_up")],
    ),
    "three labels": (
        "支持企业。（牵头单位：市商务局；责任单位：市财政局；配合单位：人民银行市分行）",
        [("市商务局", "lead"), ("市财政局", "responsible"), ("人民银行市分行", "follow_up")],
    ),
    "with a time limit": (
        "完成改造。（责任单位：市科技局；完成时限：2026年12月底）",
        [("市科技局", "responsible")],
    ),
    "time limit in words": ("完成改造。（责任单位：市科技局；完成时限：长期坚持）", [("市科技局", "responsible")]),
    "with a person": ("抓好落实。（责任单位：市科技局；责任领导：某某）", [("市科技局", "responsible")]),
    "other brackets": ("支持企业。【责任单位：市商务局】", [("市商务局", "responsible")]),
    "and others": (
        "支持企业。（市发展改革委、市工信局等部门按职责分工负责）",
        [("市发展改革委", "responsible"), ("市工信局", "responsible")],
    ),
    "province and cities": (
        "推动项目。（省商务厅、省财政厅等省有关部门和各设区市人民政府按职责分工负责）",
        [("省商务厅", "responsible"), ("省财政厅", "responsible"), ("各设区市人民政府", "responsible")],
    ),
    "和 within a name": (
        "稳定就业。（责任单位：市人力资源和社会保障局和市财政局）",
        [("市人力资源和社会保障局", "responsible"), ("市财政局", "responsible")],
    ),
    "paragraph of its own": (
        "支持企业。\n责任单位：市商务局、市财政局",
        [("市商务局", "responsible"), ("市财政局", "responsible")],
    ),
    "spaces between names": ("责任单位：市商务局 市财政局", [("市商务局", "responsible"), ("市财政局", "responsible")]),
    "traditional characters": (
        "支持發展。（責任單位：市經信局、市財政局）",
        [("市經信局", "responsible"), ("市財政局", "responsible")],
    ),
    "never closed": (
        "支持企业。（责任单位：市商务局、市财政局",
        [("市商务局", "responsible"), ("市财政局", "responsible")],
    ),
    "charged in running text": (
        "由市商务局牵头，市财政局、市税务局配合，做好兑现工作。",
        [("市商务局", "lead"), ("市财政局", "follow_up"), ("市税务局", "follow_up")],
    ),
    "a kind of places is one name": (
        "建设园区。（牵头单位：市发展改革委，配合单位：市委组织部，各区、县级市）",
        [("市发展改革委", "lead"), ("市委组织部", "follow_up"), ("各区、县级市", "follow_up")],
    ),
    "counties and zones in one breath": (
        "搭建平台。（市商务局，各县区、开发区按职责分工负责）",
        [("市商务局", "responsible"), ("各县区、开发区", "responsible")],
    ),
    "two whole names stay two": (
        "搭建平台。（责任单位：各县区政府、各功能区管委会）",
        [("各县区政府", "responsible"), ("各功能区管委会", "responsible")],
    ),
    "a zone beside the districts": (
        "搭建平台。（责任单位：各区市、国家级开发区、综保区）",
        [("各区市", "responsible"), ("国家级开发区", "responsible"), ("综保区", "responsible")],
    ),
    "the first leads": (
        "减轻税负。（责任单位：市税务局、市财政局，排在首位的为牵头单位，下同）",
        [("市税务局", "lead"), ("市财政局", "responsible")],
    ),
    "the first leads, no label": (
        "减轻税负。（市税务局、市财政局，各县市、区政府，列第一位的为牵头单位，下同。以下均需各县市、区政府落实，不再列出）",
        [("市税务局", "lead"), ("市财政局", "responsible"), ("各县市、区政府", "responsible")],
    ),
    "a remark that is about this clause too": (
        "建设市场。〔责任单位：省商务厅、省财政厅按职责分工负责。具体任务均涉及相关市（州）人民政府，不再做分工，下同。〕",
        [("省商务厅", "responsible"), ("省财政厅", "responsible"), ("相关市（州）人民政府", "responsible")],
    ),
    "verbs and a time limit": (
        "改造设备。（市科技局牵头，各区县政府配合；完成时限：2024年底前）",
        [("市科技局", "lead"), ("各区县政府", "follow_up")],
    ),
    "who carries out behind who leads": (
        "工作由省委组织部、省人事厅牵头，省直有关部门按照各自职能具体负责实施。",
        [("省委组织部", "lead"), ("省人事厅", "lead"), ("省直有关部门", "responsible")],
    ),
    "leads without 由": ("市商务局牵头建立联席会议制度。", [("市商务局", "lead")]),
    "in charge of leading": ("市商务局负责牵头组织实施。", [("市商务局", "lead")]),
    "who carries out behind who plans": (
        "由市就业工作领导小组负责统筹，市人社局具体实施。",
        [("市就业工作领导小组", "responsible"), ("市人社局", "responsible")],
    ),
    "brackets of another shape inside": (
        "减税。（市财政局、市税务局等按职责分工负责；各市、区人民政府，高新区管委会〔以下均需各市、区人民政府，高新区管委会落实，不再列出〕）",
        [
            ("市财政局", "responsible"),
            ("市税务局", "responsible"),
            ("各市、区人民政府", "responsible"),
            ("高新区管委会", "responsible"),
        ],
    ),
    "numbered names": (
        "支持企业。（责任单位：1.市商务局；2.市财政局）",
        [("市商务局", "responsible"), ("市财政局", "responsible")],
    ),
    "会 for 会同": ("支持企业。（市商务局会市财政局）", [("市商务局", "responsible"), ("市财政局", "responsible")]),
    "departments and units": (
        "支持企业。（责任单位：市商务局等市有关部门和单位，各开发区管委会）",
        [("市商务局", "responsible"), ("各开发区管委会", "responsible")],
    ),
    "all year is no body": (
        "优化服务。（牵头单位：市政务服务局；责任单位：各县市政府，全年推进）",
        [("市政务服务局", "lead"), ("各县市政府", "responsible")],
    ),
    "charged without 由": ("申请由企业提出，区商务局负责审核。", [("区商务局", "responsible")]),
    "short forms lend their ending": (
        "由财政、税务、审计部门负责监督执行。",
        [("财政", "responsible"), ("税务", "responsible"), ("审计部门", "responsible")],
    ),
}

ROWS["called something for short"] = (
    "由区经济发展局（以下简称“经发局”）负责组织实施。",
    [("区经济发展局", "responsible")],
)

ROWS["leagues and cities in one breath"] = (
    "返还保费。【责任单位：自治区财政厅，各盟行政公署、市人民政府】",
    [("自治区财政厅", "responsible"), ("各盟行政公署、市人民政府", "responsible")],
)

TRAPS: dict[str, str] = {
    "interpretation": "本办法由市商务局负责解释。",
    "an aside": "支持企业（含个体工商户）发展。",
    "seat of an office": "领导小组办公室设在市商务局。",
    "who is pushed": "推动市开发区发挥优势，建设基地。",
    "applicants": "申报单位负责材料的真实性。",
    "person in charge": "项目负责人负责管理。",
    "examples": "支持新业态（如跨境电商、海外仓）。",
    "abbreviation": "设立专项资金（以下简称专项资金）。",
    "enterprise": "由企业负责提供材料。",
    "an enterprise leads": "支持龙头企业牵头组建创新联合体。",
    "an association leads": "行业协会牵头制定团体标准。",
    "kinds of enterprises": "给予补贴。（市属企业、区属企业）",
}


@pytest.mark.parametrize(("text", "want"), ROWS.values(), ids=ROWS.keys())
def test_units(text: str, want: list[tuple[str, str]]) -> None:
    found = find_units_zh(text)
    assert [(unit.name, unit.role) for unit in found.mentions] == want
    assert all(unit.span.of(text) == unit.name for unit in found.mentions)
    assert not found.unread


@pytest.mark.parametrize("text", TRAPS.values(), ids=TRAPS.keys())
def test_no_units(text: str) -> None:
    found = find_units_zh(text)
    assert [unit.name for unit in found.mentions] == []
    assert found.notes == ()


def test_a_remark_binds_units_for_later_clauses() -> None:
    text = "参展支持。（责任单位：市商务局，以下政策措施均需各县区政府、功能板块管委会落实，不再单独列出）"
    found = find_units_zh(text)
    assert [unit.name for unit in found.mentions] == ["市商务局"]
    assert [unit.name for unit in found.bound] == ["各县区政府", "功能板块管委会"]
    assert all(unit.inherited for unit in found.bound)


def test_a_remark_that_binds_helpers() -> None:
    (helper,) = find_units_zh("给予补贴。（省商务厅负责。以下均需各市人民政府配合，不再单独列出）").bound
    assert (helper.name, helper.role, helper.inherited) == ("各市人民政府", "follow_up", True)


def test_a_note_that_is_not_understood_is_kept() -> None:
    found = find_units_zh("支持企业。（责任单位：另行明确100家）")
    assert found.unread
    assert found.mentions == ()


def test_a_bracket_that_names_offices_and_something_else_is_said() -> None:
    found = find_units_zh("支持企业。（市商务局、市财政局、凡涉及的方面）")
    assert [note.of("支持企业。（市商务局、市财政局、凡涉及的方面）") for note in found.unread] == [
        "（市商务局、市财政局、凡涉及的方面）"
    ]


def test_that_the_first_leads_holds_for_later_notes() -> None:
    assert find_units_zh("减税。（责任单位：市税务局、市财政局，排在首位的为牵头单位，下同）").first_leads
    assert not find_units_zh("减税。（责任单位：市税务局、市财政局，排名不分先后）").first_leads
    notice = notice_of(
        read(
            "一、减轻税负。落实政策。（责任单位：市税务局、市财政局，列第一位的为牵头单位，下同）\n"
            "二、支持参展。给予补助。（责任单位：市商务局、市财政局）\n"
            "三、支持人才。给予补助。（牵头单位：市委组织部；责任单位：市人社局）".encode(),
            "a.txt",
        )
    )
    assert [[(u.name, u.role) for u in c.units] for c in notice.clauses] == [
        [("市税务局", "lead"), ("市财政局", "responsible")],
        [("市商务局", "lead"), ("市财政局", "responsible")],
        [("市委组织部", "lead"), ("市人社局", "responsible")],
    ]


def test_a_bracket_without_bodies_is_text() -> None:
    assert not find_units_zh("给予支持。（不含人工成本）").notes


@pytest.mark.parametrize(
    "name", ["市市场监管局", "威海海关", "各区市", "中国信保山东分公司威海营业部", "县（市）区政府"]
)
def test_bodies(name: str) -> None:
    assert is_body(name)


@pytest.mark.parametrize("name", ["含人工成本", "进出口额", "按职责分工", "展位费"])
def test_no_bodies(name: str) -> None:
    assert not is_body(name)


def test_offsets_of_a_list_are_shifted() -> None:
    assert list(split_bodies("市商务局、市财政局", 7)) == [("市商务局", 7, 11), ("市财政局", 12, 16)]
