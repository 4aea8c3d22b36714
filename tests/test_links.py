"""The linker: what counts as evidence, which pairs are looked at, and the laws of its results."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from graph.links.candidates import candidates
from graph.links.lexical import shared_strings, tfidf, words
from graph.links.link import Links, link_editions
from graph.links.measures import LinkMeasure, measures_of, read_measure
from graph.links.profile import Profile
from graph.links.relation import relation_of
from graph.links.score import load_weights
from graph.links.segments import directions, segments
from ingest.errors import UsageError
from ingest.model import Amount, Clause, Deadline, Document, Measure, Notice, Section, Span, Stated

# wordings of real notices of several cities and years, shortened
OLD = {
    "1#1": "对企业参加境外展会的展位费给予补贴。",
    "1#2": "研究对参展人员国际交通费用给予补贴。",
    "2#1": "提高小微企业投保短期出口信用保险的保费补贴比例。",
    "3#1": "进一步压缩出口退税办理时间。",
    "4#1": "支持企业建设海外仓。",
    "5#1": "开展大规模职业技能培训，提升劳动者职业技能水平。",
}
NEW = {
    "1/1#1": "对企业参加境外展会发生的展位费、搭建费和展品运输费给予支持。",
    "1/2#1": "对参加境外经贸洽谈活动产生的往返机票费、住宿费给予一定比例支持。",
    "2/1#1": "对小微企业投保短期出口信用保险的，按实际缴纳保费给予一定比例支持。",
    "3/1#1": "确保一类、二类出口企业正常退税平均办理时间不超过3个工作日。",
    "4/1#1": "支持跨境电商企业租用公共海外仓，按租赁费用给予补贴。",
    "5/1#1": "拓展绿色贸易，鼓励企业开展绿色产品认证。",
}


def side(notice: str, texts: dict[str, str], language: str = "zh") -> list[LinkMeasure]:
    return [
        read_measure(notice=notice, local_id=local_id, text=text, language=language)  # type: ignore[arg-type]
        for local_id, text in texts.items()
    ]


@pytest.fixture(scope="module")
def linked() -> Links:
    return link_editions(side("a-2020", OLD), side("a-2026", NEW))


def test_links_what_an_analyst_would_link(linked: Links) -> None:
    found = {(x.left_id, x.right_id) for x in linked.links}
    assert {
        ("a-2020/1#1", "a-2026/1/1#1"),
        ("a-2020/2#1", "a-2026/2/1#1"),
        ("a-2020/3#1", "a-2026/3/1#1"),
        ("a-2020/4#1", "a-2026/4/1#1"),
    } <= found
    assert {x.id for x in linked.dropped} == {"a-2020/5#1"}  # nothing about training in the newer edition
    assert {x.id for x in linked.new} == {"a-2026/5/1#1"}


def test_dropped_and_new_say_with_what_they_were_compared(linked: Links) -> None:
    assert {x.compared_with for x in linked.dropped} == {"a-2026"}
    assert {x.compared_with for x in linked.new} == {"a-2020"}
    assert all(x.best_score < load_weights("editions").unpaired for x in (*linked.dropped, *linked.new))


def test_one_measure_can_go_on_in_several() -> None:
    old = {"1#1": "对展位费和出口信用保险保费给予补贴。"}
    new = {"1#1": "对企业参加境外展会的展位费给予补贴。", "2#1": "对出口信用保险保费给予补贴。"}
    found = link_editions(side("a-2020", old), side("a-2026", new)).links
    assert [(x.left_id, x.rank) for x in found] == [("a-2020/1#1", 1), ("a-2020/1#1", 2)]
    assert found[0].score >= found[1].score


def test_evidence_points_home(linked: Links) -> None:
    texts = {m.id: m.text for m in (*side("a-2020", OLD), *side("a-2026", NEW))}
    assert linked.links
    for link in linked.links:
        assert link.evidence
        assert link.why_zh.endswith("。") and link.why_en.endswith(".")
        for evidence in link.evidence:
            assert all(quote in texts[link.left_id] for quote in evidence.left_quotes), evidence
            assert all(quote in texts[link.right_id] for quote in evidence.right_quotes), evidence


def test_a_reason_says_nothing_twice() -> None:
    old, new = {"1#1": "制定国际市场开拓计划，支持企业参展。"}, {"1#1": "组织实施国际市场开拓计划，支持企业参展。"}
    (link,) = link_editions(side("a-2020", old), side("a-2026", new)).links
    assert link.relation == "continues"
    assert link.why_zh.count("「国际市场开拓计划」") == 1, link.why_zh


def test_scores_and_margins_are_in_bounds(linked: Links) -> None:
    threshold = load_weights("editions").threshold
    assert all(threshold <= x.score <= 1 and x.margin <= x.score for x in linked.links)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_the_measures_does_not_matter(linked: Links, seed: int) -> None:
    old, new = side("a-2020", OLD), side("a-2026", NEW)
    random.Random(seed).shuffle(old)
    random.Random(seed).shuffle(new)
    assert link_editions(old, new) == linked


def test_a_further_notice_changes_no_link_of_the_others(linked: Links) -> None:
    further = side("b-2023", {"1#1": "对企业参加境外展会的展位费给予80%补贴。", "2#1": "对公共海外仓给予奖励。"})
    found = link_editions(side("a-2020", OLD), [*further, *side("a-2026", NEW)]).links
    assert tuple(x for x in found if x.right_id.startswith("a-2026/")) == linked.links


def test_nothing_is_linked_within_a_notice_or_with_nothing() -> None:
    old = side("a-2020", OLD)
    assert link_editions(old, old) == Links(links=(), dropped=(), new=())
    assert link_editions(old, []) == Links(links=(), dropped=(), new=())
    assert link_editions([], []) == Links(links=(), dropped=(), new=())


def test_across_languages_concepts_carry_the_link() -> None:
    english = {
        "1#1": "Subsidies will be granted for the booth fees of enterprises taking part in overseas exhibitions.",
        "2#1": "The time for handling export tax rebates will be shortened.",
    }
    found = link_editions(side("b-2022", english, "en"), side("a-2026", NEW), "cities").links
    assert ("b-2022/1#1", "a-2026/1/1#1") in {(x.left_id, x.right_id) for x in found}
    assert ("b-2022/2#1", "a-2026/3/1#1") in {(x.left_id, x.right_id) for x in found}
    assert not {(x.left_id, x.right_id) for x in found} & {
        ("b-2022/1#1", "a-2026/3/1#1"),
        ("b-2022/2#1", "a-2026/1/1#1"),
    }


def test_an_unknown_mode_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="no link mode 'years'"):
        link_editions(side("a-2020", OLD), side("a-2026", NEW), "years")  # type: ignore[arg-type]


def test_candidates_keep_what_shares_a_telling_concept_and_stay_few() -> None:
    old, new = side("a-2020", OLD), side("a-2026", NEW)
    found = {
        (a.measure.local_id, b.measure.local_id) for a, b in candidates([*map(Profile, old)], [*map(Profile, new)])
    }
    assert {("1#1", "1/1#1"), ("1#2", "1/2#1"), ("2#1", "2/1#1"), ("3#1", "3/1#1"), ("4#1", "4/1#1")} <= found
    assert ("5#1", "3/1#1") not in found  # training and tax refunds share nothing
    few = candidates([*map(Profile, old)], [*map(Profile, new)], top=1)
    assert len(few) < len(found)


# ---------------------------------------------------------------------------------------------------------------------
# relations

CHANGES = {
    # 研究 → 给予: a promise became money
    "study, then pay": ("研究对参展人员国际交通费用给予补贴。", "对往返机票费给予一定比例支持。", "strengthens"),
    # 探索 → 深化
    "trial, then deepened": ("探索中韩海运整车运输。", "深化中韩整车运输合作。", "strengthens"),
    # 给予贴息 → 支持申报: helping to apply for somebody else's money is no payment
    "paid, then help to apply": (
        "对先进技术设备进口给予贴息支持。",
        "支持企业申报先进技术设备进口贴息资金。",
        "weakens",
    ),
    # 奖励 → 鼓励
    "reward, then encouragement": ("对大宗商品进口重点企业给予奖励。", "鼓励企业进口大宗商品。", "weakens"),
    # the same thing in the same words
    "goes on": ("实施仓储货物按状态分类监管。", "实施区内仓储货物按状态分类监管。", "continues"),
    # one cost became three
    "the list grew": ("对展位费给予补贴。", "对展位费、搭建费和展品运输费给予补贴。", "broadens"),
    # what both want is the same, what they do is not
    "same purpose, other means": (
        "开展集体协商，稳定劳动关系。",
        "落实社会保险费缓缴政策，稳定劳动关系。",
        "replaces_instrument",
    ),
    # only the topic in common
    "related": ("加强知识产权保护。", "支持企业开展质量管理体系认证。", "related"),
}


@pytest.mark.parametrize(("old", "new", "want"), CHANGES.values(), ids=CHANGES.keys())
def test_relation_over_time(old: str, new: str, want: str) -> None:
    left, right = side("a-2020", {"1#1": old})[0], side("a-2026", {"1#1": new})[0]
    change = relation_of(Profile(left), Profile(right), "editions")
    assert change.relation == want
    if want in (
        "strengthens",
        "weakens",
        "broadens",
        "narrows",
    ):  # only where something comparable moved, and it is named
        assert change.left_quotes and change.right_quotes
    assert all(q in old for q in change.left_quotes) and all(q in new for q in change.right_quotes)


def rated(local_id: str, text: str, quote: str, value: str, role: str, unit: str = "%") -> LinkMeasure:
    amount = Amount(
        span=Span(text.index(quote), text.index(quote) + len(quote)),
        quote=quote,
        value=Decimal(value),
        unit=unit,
        role=role,  # type: ignore[arg-type]
    )
    return read_measure(notice=f"n-{local_id}", local_id="1#1", text=text, amounts=(amount,))


NUMBERS = {
    # a higher share is more, a lower one less
    "rate up": ("50", "70", "rate", "strengthens"),
    "rate down": ("70", "50", "rate", "weakens"),
    "cap up": ("50", "70", "cap", "strengthens"),
    # a higher threshold is harder to reach
    "threshold up": ("50", "70", "threshold", "weakens"),
    # targets promise nothing to a firm
    "target up": ("50", "70", "target", "continues"),
}


@pytest.mark.parametrize(("before", "after", "role", "want"), NUMBERS.values(), ids=NUMBERS.keys())
def test_a_number_that_moved(before: str, after: str, role: str, want: str) -> None:
    left = rated("2020", f"对展位费按{before}%给予补贴。", f"{before}%", before, role)
    right = rated("2026", f"对展位费按{after}%给予补贴。", f"{after}%", after, role)
    change = relation_of(Profile(left), Profile(right), "editions")
    assert change.relation == want
    if want != "continues":
        assert (change.left_quotes, change.right_quotes) == ((f"{before}%",), (f"{after}%",))


def test_numbers_of_several_kinds_are_not_compared() -> None:
    """Two rates on one side: nobody knows which of them became the one on the other side."""
    left = rated("2020", "对展位费按50%给予补贴。", "50%", "50", "rate")
    right = rated("2026", "对展位费按70%给予补贴，对搭建费按40%给予补贴。", "70%", "70", "rate")
    both = (*right.amounts, rated("x", "按40%给予补贴。", "40%", "40", "rate").amounts[0])
    right = read_measure(notice="n-2026", local_id="1#1", text=right.text, amounts=both)
    assert relation_of(Profile(left), Profile(right), "editions").what_zh != "数额变化"


def test_a_shorter_time_limit_strengthens() -> None:
    def limited(notice: str, days: int) -> LinkMeasure:
        quote = f"{days}个工作日"
        limit = Deadline(span=Span(0, 0), quote=quote, kind="within", value=f"P{days}WD")
        return read_measure(
            notice=notice, local_id="1#1", text=f"出口退税平均办理时间不超过{quote}。", deadlines=(limit,)
        )

    longer, shorter = Profile(limited("a-2020", 5)), Profile(limited("a-2026", 3))
    assert relation_of(longer, shorter, "editions").relation == "strengthens"
    assert relation_of(shorter, longer, "editions").relation == "weakens"


def test_a_longer_wait_is_no_weaker_limit() -> None:
    """「30日后施行」 is a least time: nobody is served better or worse by 60."""

    def waiting(notice: str, days: int) -> LinkMeasure:
        wait = Deadline(span=Span(0, 0), quote=f"{days}日后", kind="within", value=f"P{days}D", bound="min")
        return read_measure(notice=notice, local_id="1#1", text=f"自公布{days}日后施行。", deadlines=(wait,))

    found = relation_of(Profile(waiting("a-2020", 30)), Profile(waiting("a-2026", 60)), "editions")
    assert found.relation not in ("strengthens", "weakens")


@pytest.mark.parametrize(
    ("a", "b", "want"),
    [
        # both pay for the same cost
        ("对企业参加境外展会的展位费给予50%补贴。", "对展位费给予支持。", "same_aim_same_instrument"),
        # one pays, the other only encourages
        ("对跨境电商独立站给予建设费用30%的补贴。", "鼓励企业自建独立站。", "same_aim_other_instrument"),
    ],
)
def test_relation_across_cities(a: str, b: str, want: str) -> None:
    left, right = side("a", {"1#1": a})[0], side("b", {"1#1": b})[0]
    assert relation_of(Profile(left), Profile(right), "cities").relation == want


# ---------------------------------------------------------------------------------------------------------------------
# parts

SEGMENTS = {
    "condition takes the level of what follows": (
        "对其产生的展位费和搭建费，按相应标准给予支持。",
        [("condition", 4), ("head", 4)],
    ),
    "purpose behind an action": ("实施汇率避险服务专项行动，降低企业汇率避险成本。", [("head", 3), ("purpose", 0)]),
    "an outcome that is an action is no purpose": ("提高对外贸企业投保的补贴比例。", [("head", 4)]),
    "means": ("依托产业园区，建设公共服务平台。", [("means", 0), ("head", 3)]),
    "what a firm enjoys": ("支持企业申请成为AEO企业，享受通关便利。", [("head", 2), ("benefit", 0)]),
    "study holds the payment down": ("研究对国际交通费用给予补贴。", [("head", 1)]),
    "a decimal comma or thousands is no break": ("奖励1,000元。", [("head", 4)]),
}


@pytest.mark.parametrize(("text", "want"), SEGMENTS.values(), ids=SEGMENTS.keys())
def test_segments(text: str, want: list[tuple[str, int]]) -> None:
    found = segments(text, "zh")
    assert [(s.role, s.level) for s in found] == want
    assert all(0 <= s.span.start < s.span.end <= len(text) for s in found)


def test_directions_of_trade() -> None:
    assert directions("支持资源类产品进口", "zh") == {"import"}
    assert directions("扩大进出口规模", "zh") == {"import", "export"}
    assert directions("Reward exporters", "en") == {"export"}
    assert directions("建设海外仓", "zh") == frozenset()


def test_shared_strings_are_in_both_and_longest() -> None:
    assert shared_strings("落实出口退税政策", "加快出口退税进度") == ["出口退税"]
    assert shared_strings("对企业给予奖励", "对展位费给予补贴") == []


def test_words_have_length_one_and_rare_ones_weigh_more() -> None:
    vector = tfidf("支持企业建设海外仓", "zh")
    assert sum(v * v for v in vector.values()) == pytest.approx(1)
    assert vector["海外"] > vector["企业"]
    assert words("Overseas warehouses and the subsidies", "en") == ["oversea", "warehouse", "subsidy"]


def test_measures_of_a_notice_carry_their_facts() -> None:
    text = "1. 对展位费给予50%补贴。对海外仓给予奖励。"
    first, second = Span(3, 14), Span(14, len(text))
    amount = Amount(span=Span(9, 12), quote="50%", value=Decimal(50), unit="%", role="rate", measure="1/1#1")
    clause = Clause(
        path="1/1",
        label="1.",
        heading=None,
        span=Span(0, len(text)),
        body=Span(3, len(text)),
        text=text[3:],
        amounts=(amount,),
        measures=(
            Measure(id="1/1#1", span=first, text=first.of(text)),
            Measure(id="1/1#2", span=second, text=second.of(text)),
        ),
    )
    notice = Notice(
        id="a-2020",
        language="zh",
        document=Document(text=text, source="a.txt", format="text", sha256=""),
        year=Stated(value=2020),
        sections=(Section(path="1", label="一、", heading="开拓市场", span=Span(0, 0)),),
        clauses=(clause,),
    )
    found = measures_of(notice)
    assert [m.id for m in found] == ["a-2020/1/1#1", "a-2020/1/1#2"]
    assert [len(m.amounts) for m in found] == [1, 0]
    assert found[0].section_heading == "开拓市场" and found[0].year == 2020 and found[0].local_id == "1/1#1"
    for measure in found:
        for match in (*measure.topics, *measure.concepts, *measure.instruments, *measure.beneficiaries):
            assert match.span.of(measure.text) == match.quote


def test_the_words_of_the_field_are_words():
    """jieba knows the labels of the lexicon: a user dictionary made from it."""
    from graph.links.lexical import user_dictionary, words

    assert "海外仓" in user_dictionary()
    assert "海外仓" in words("租赁公共海外仓", "zh")


def weight_of(text: str, concept: str) -> float:
    return Profile(read_measure(notice="a-2020", local_id="1#1", text=text)).concepts[concept]


EVENT_SEGMENTS = [
    # (text, concept, how much of its weight it keeps)
    ("对参展企业给予展位费补贴。", "booth-fee", 1.0),  # no event
    ("对因疫情无法参展企业给予展位费补贴。", "booth-fee", 0.3),  # the subsidy is for the time of the event
    ("帮助企业应对疫情影响，减免企业社会保险费。", "social-insurance", 1.0),  # promised in a segment of its own
]


@pytest.mark.parametrize(("text", "concept", "kept"), EVENT_SEGMENTS)
def test_what_is_promised_for_an_event_says_less(text: str, concept: str, kept: float) -> None:
    assert weight_of(text, concept) == pytest.approx(kept)


def test_the_reason_shows_the_words_for_the_concept_itself() -> None:
    left = side("a-2020", {"1#1": "推广真空包装等高新技术货物查验模式，提升查验效率。"})
    right = side("a-2026", {"1/1#1": "优化货物查验模式，提高机检比例。"})
    (link,) = link_editions(left, right).links
    assert link.why_zh.startswith("均涉及「查验模式」")


@pytest.mark.parametrize("turned", [False, True])
def test_what_an_event_was_for_does_not_go_on(turned: bool) -> None:
    event = "协调组展机构，帮助因疫情无法参展的企业处理已付费用，对无法参展企业给予展位费补贴。"
    plain = "支持组展机构组织企业参展，对组展机构的展位费给予补贴。"
    old, new = (plain, event) if turned else (event, plain)
    left, right = (Profile(side(n, {"1#1": text})[0]) for n, text in (("a-2020", old), ("a-2026", new)))
    change = relation_of(left, right, "editions")
    assert (change.relation, "疫情" in change.what_zh) == ("related", True)
    assert relation_of(left, left, "editions").relation == "continues"
