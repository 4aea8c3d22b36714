"""English names of Chinese bodies: one organisation for both languages, and an English name for every body of the tables."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.mapping import notice_quads
from ingest.lexicon.table import rows
from ingest.manifest import load_manifest
from ingest.model import Document
from ingest.notice import notice_of, read_notice
from ingest.organisations import english_name, organisation_named, organisation_of, place_of
from ingest.organisations_en import chinese_place, named_bodies

DATA = Path(__file__).parent.parent / "data"
WEIHAI = place_of("威海市", "371000")

NAMES = {
    "as a notice of the place prints it": ("Municipal Bureau of Commerce", "威海市商务局"),
    "with its place": ("Weihai Municipal Bureau of Commerce", "威海市商务局"),
    "the field first": ("Weihai Commerce Bureau", "威海市商务局"),
    "the place behind": ("Bureau of Commerce of Weihai City", "威海市商务局"),
    "a department of a city is a 局": ("Municipal Department of Commerce", "威海市商务局"),
    "of the province, which follows from the region code": ("Provincial Department of Commerce", "山东省商务厅"),
    "a bureau of a province is a 厅": ("Shandong Provincial Bureau of Commerce", "山东省商务厅"),
    "of another province": ("Department of Finance of Guangdong Province", "广东省财政厅"),
    "of another city": ("Qingdao Municipal Finance Bureau", "青岛市财政局"),
    "of an autonomous region": ("Guangxi Zhuang Autonomous Region Department of Commerce", "广西壮族自治区商务厅"),
    "an ampersand": ("Municipal Development & Reform Commission", "威海市发展和改革委员会"),
    "only in the table of functions": ("Municipal Bureau of Planning and Natural Resources", "威海市规划和自然资源局"),
    "the word for the body decides": ("Municipal Commission of Transport", "威海市交通运输委员会"),
    "a line of authority": ("Municipal Tax Service", "国家税务总局威海市税务局"),
    "a line of authority in full": (
        "Weihai Municipal Tax Service, State Taxation Administration",
        "国家税务总局威海市税务局",
    ),
    "another word for it": ("Weihai Municipal Taxation Bureau", "国家税务总局威海市税务局"),
    "customs carry their place": ("Weihai Customs", "威海海关"),
    "customs with the state's name": ("Rongcheng Customs of the People's Republic of China", "荣成海关"),
    "customs of another city": ("Qingdao Customs", "青岛海关"),
    "the central bank": ("Weihai Branch of the People’s Bank of China", "中国人民银行威海市分行"),
    "an acronym and its place": ("CCPIT Weihai", "中国国际贸易促进委员会威海市委员会"),
    "an acronym in brackets": ("National Development and Reform Commission (NDRC)", "国家发展和改革委员会"),
    "an acronym alone": ("MOFCOM", "商务部"),
    "an alias in brackets": (
        "Municipal Bureau of Commerce (Municipal Bureau of Investment and Cooperation Promotion)",
        "威海市商务局",
    ),
    "nested": ("Publicity Department of the CPC Weihai Municipal Committee", "中共威海市委宣传部"),
    "a general office of a city": ("General Office of Weihai Municipal People's Government", "威海市人民政府办公室"),
    "a general office of a province": (
        "General Office of the People's Government of Hainan Province",
        "海南省人民政府办公厅",
    ),
    "a zone": ("Administrative Committee of the Comprehensive Bonded Zone", "威海综合保税区管理委员会"),
    "a group": ("county (city) and district governments", "威海市各县（市）区人民政府"),
    "a ministry": ("the Ministry of Finance", "财政部"),
    "no such body": ("Export Development Board", None),
    "no such ministry in China": ("Ministry of Trade", None),
    "a department without level or place": ("Department of Commerce", None),
    "no level of that kind in a city": ("District Bureau of Commerce", None),
    "two places of that name": ("Taizhou Municipal Bureau of Commerce", None),
    "a firm named after a place": ("Weihai Trading Company", None),
    "a level and nothing behind it": ("Municipal", None),
}


@pytest.mark.parametrize(("english", "want"), NAMES.values(), ids=NAMES.keys())
def test_names(english: str, want: str | None) -> None:
    assert organisation_named(english, WEIHAI, "Weihai") == want


def test_of_places_that_are_spelled_the_same() -> None:
    assert organisation_named("Suzhou Municipal Bureau of Commerce", WEIHAI) == "苏州市商务局"
    assert organisation_named("Municipal Bureau of Commerce", "宿州市", "Suzhou") == "宿州市商务局"
    assert chinese_place("Suzhou") == "苏州市"
    assert chinese_place("Suzhou", "341300") == "宿州市"
    assert chinese_place("Taizhou") is None


BOTH = {
    "a bureau": ("市商务局", "Municipal Bureau of Commerce"),
    "customs": ("密山海关", "Mishan Customs"),
    "a state body under two short names": ("税务总局", "State Administration of Taxation"),
    "an insurer": ("中国信保", "SINOSURE"),
    "a branch": ("中国出口信用保险公司山东分公司", "Shandong Branch of SINOSURE"),
}


@pytest.mark.parametrize(("chinese", "english"), BOTH.values(), ids=BOTH.keys())
def test_both_languages_mean_one(chinese: str, english: str) -> None:
    assert organisation_of(chinese, WEIHAI) == organisation_named(english, WEIHAI, "Weihai") is not None


BACK = {
    "own": ("威海市商务局", "Weihai Municipal Bureau of Commerce"),
    "of functions.tsv": ("威海市规划和自然资源局", "Weihai Municipal Bureau of Planning and Natural Resources"),
    "of the province": ("山东省商务厅", "Shandong Provincial Department of Commerce"),
    "of another city": ("青岛市财政局", "Qingdao Municipal Bureau of Finance"),
    "customs": ("青岛海关", "Qingdao Customs"),
    "national": ("海关总署", "General Administration of Customs"),
    "a group": ("威海市各区市人民政府", "governments of districts and county-level cities of Weihai"),
    "not known": ("威海市某某局", None),
}


@pytest.mark.parametrize(("organisation", "english"), BACK.values(), ids=BACK.keys())
def test_the_way_back(organisation: str, english: str | None) -> None:
    assert english_name(organisation, WEIHAI, "Weihai") == english


def test_what_the_tables_call_a_body_means_that_body() -> None:
    """Every English name of organisations.tsv leads to the organisation that the Chinese names of its row (or of another row with
    the same English name) lead to."""
    by_english: dict[str, set[str | None]] = {}
    for row in rows("organisations.tsv"):
        for english in filter(None, row["english"].split("|")):
            by_english.setdefault(english, set()).add(organisation_of("市" + row["names"].split("|")[0], WEIHAI))
    for english, wanted in by_english.items():
        printed = english.format(P="Weihai Municipal", N="Weihai")
        if "Department of" in english and "CPC" not in english:
            printed = english.format(P="Shandong Provincial", N="Shandong")
            wanted = {name and name.replace("威海市", "山东省") for name in wanted}
        assert organisation_named(printed, WEIHAI, "Weihai") in wanted, english


def test_named_bodies_are_found_by_each_of_their_names() -> None:
    for body in named_bodies():
        for english in body.english:
            if body.pattern:
                assert organisation_named(english.format(N="Qingdao"), WEIHAI) == body.full.format(p="青岛市", s="青岛")
            else:
                assert organisation_named(english, WEIHAI) == body.full == organisation_of(body.full, WEIHAI)


@given(st.text(max_size=80), st.sampled_from(["威海市", "广州市天河区", "无棣县", "上海市"]))
def test_any_name_gives_a_chinese_name_or_none(name: str, place: str) -> None:
    found = organisation_named(name, place)
    assert found is None or any("\u4e00" <= c <= "\u9fff" for c in found)


def _participants(name: str) -> set[str]:
    manifest = load_manifest(DATA / "manifest.csv")
    quads = notice_quads(read_notice(DATA / "notices" / name, manifest))
    named = {q.object.value for q in quads if q.predicate.value.endswith("hasParticipant")}
    return {unquote(iri.rpartition("/org/")[2]) for iri in named}


@pytest.mark.parametrize("edition", ["weihai-2020", "weihai-2026", "jixi-2022"])
def test_both_languages_of_a_notice_have_the_same_organisations_in_the_graph(edition: str) -> None:
    chinese, english = (_participants(f"{edition}.{language}.txt") for language in ("zh", "en"))
    groups = {name for name in chinese | english if "departments" in name or "authorities" in name or "部门" in name}
    assert chinese - groups == english - groups


UNPLACED = """\
Notice on Trade

1. Support exports. (Responsible units: Ministry of Finance, Ministry of Commerce)
{more}
2. Support imports. (Responsible units: Ministry of Commerce)
"""


@pytest.mark.parametrize(
    ("more", "want"),
    [
        ("Local people's governments shall report to the State Council.", {"财政部", "商务部"}),
        ("Report yearly.", {None}),
    ],
    ids=["a paper that speaks of the State Council", "a Ministry of Commerce of any country"],
)
def test_national_bodies_only_in_chinese_papers(more: str, want: set[str | None]) -> None:
    document = Document(text=UNPLACED.format(more=more), source="a.en.txt", format="text", sha256="0" * 64)
    units = [u for c in notice_of(document).clauses for u in c.units if u.name.startswith("Ministry")]
    assert {u.organisation for u in units} == want


def test_an_acronym_that_the_paper_explains_is_the_same_organisation() -> None:
    text = (
        "Order on Exports\n\n1. The Export Control Division (ECD) shall decide within ten days.\n\n"
        "2. Claims shall be handled by ECD.\n\n3. Claims shall be handled by EFD.\n"
    )
    notice = notice_of(Document(text=text, source="order.en.txt", format="text", sha256="0" * 64))
    assert [u.name for c in notice.clauses for u in c.units] == ["Export Control Division (ECD)", "ECD", "EFD"]
    quads = notice_quads(notice)
    named = {unquote(q.object.value.rpartition("/")[2]) for q in quads if q.predicate.value.endswith("hasParticipant")}
    assert named == {"Export_Control_Division", "EFD"}
