"""Every query of the catalogue on the graph of data/notices.

The wanted rows come from reading the notices, not from running the program: each stands in the text as its comment says.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyoxigraph
import pytest
from msgspec.structs import replace

from graph.mapping import notice_quads
from graph.store import memory_store
from graph.vocabulary import vocabulary_quads
from ingest.errors import QueryError
from ingest.manifest import load_manifest
from ingest.notice import read_notice
from queries.catalogue import Iri, Query, bind, examples, find, queries, run

ROOT = Path(__file__).resolve().parents[1]
THEMES = {"comparison", "money", "time", "responsibility", "provenance", "quality"}
#: what the notices of data/notices do not have; their queries are tried further down on a notice that has it
NOTHING_TO_SHOW = {"remarks", "loose_facts"}

ALL = pytest.mark.parametrize("query", queries(), ids=lambda query: query.name)


# ---------------------------------------------------------------------------------------------------------------------
# what holds for every query


@ALL
def test_a_query_says_what_it_is_for(query: Query) -> None:
    for text in (query.summary, query.summary_zh, query.description, query.description_zh):
        assert text
    assert any("一" <= c <= "鿿" for c in query.summary_zh + query.description_zh)
    (tags,) = [line for line in query.text.splitlines() if line.startswith("#+ tags:")]
    assert tags.removeprefix("#+ tags:").strip() in THEMES
    for param in query.params:
        assert param.zh and param.en, param.name


@ALL
def test_a_query_runs_as_it_stands_in_any_editor(query: Query, built_store) -> None:
    assert len(run(query, built_store)) >= len(run(query, built_store, query.example))
    # no extension of one engine: rdflib parses it too
    from rdflib.plugins.sparql import prepareQuery

    prepareQuery(bind(query, query.example))


@ALL
def test_the_example_gives_rows_for_people(query: Query, built_store) -> None:
    table = run(query, built_store, query.example)
    assert table.rows or query.name in NOTHING_TO_SHOW
    for row in table:
        assert not any(isinstance(cell, Iri) for cell in row), row
        assert not any(isinstance(cell, str) and "https://" in cell for cell in row), row


@ALL
def test_every_parameter_selects(query: Query, built_store) -> None:
    """A parameter with its example gives rows, all of them with that value where it is a column."""
    everything = run(query, built_store)
    for param in query.params:
        if param.example is None or query.name in NOTHING_TO_SHOW:
            continue
        table = run(query, built_store, {param.name: param.example})
        assert table.rows, param.name
        if param.name in table.columns:
            at = table.columns.index(param.name)
            assert {str(row[at]) for row in table} == {str(param.example)}
            assert set(table) <= set(everything) or param.default is not None


@ALL
def test_a_row_stands_once(query: Query, built_store) -> None:
    """Labels of a bureau stand in the graph of every notice that names it: the union must not multiply rows."""
    rows = run(query, built_store).rows
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(("query", "params"), examples(queries()), ids=lambda value: getattr(value, "name", ""))
def test_translations_are_not_counted(query: Query, params, built_store) -> None:
    assert not any(
        isinstance(cell, str) and "-en" in cell and "20" in cell
        for row in run(query, built_store, params)
        for cell in row
    )


def test_unknown_parameters_fail(built_store) -> None:
    for query in queries():
        with pytest.raises(QueryError, match="no parameter town"):
            run(query, built_store, town="威海市")


def test_themes_are_all_there() -> None:
    assert len(queries()) >= 25


# ---------------------------------------------------------------------------------------------------------------------
# what the notices say

D = Decimal


class Has(str):
    """Equal to every text that has it: for cells whose limits are a matter of taste (「当年注册费用」, 「注册费用」)."""

    def __eq__(self, other: object) -> bool:
        return str(self) in str(other)

    __hash__ = None


ROWS = {
    "notices: the numbered list of Weihai 2026 runs to 40": (
        "notices", {"year": 2026},
        [{"place": "威海市", "place_en": "Weihai", "notice": "weihai-2026", "number": "威商务字〔2026〕1号", "clauses": 40}],
    ),
    "notices: 33 leaves in Lianyungang, with number": (
        "notices", {"place": "连云港市"}, [{"year": 2023, "number": "连政办发〔2023〕31号", "clauses": 33}],
    ),
    "measures: clause 34, one sentence": (
        "measures", {"place": "威海市", "year": 2026},
        [{"measure": "weihai-2026/4/34#1", "certainty": "未定数额", "units": "市商务局、威海海关、荣成海关",
          "text": "支持符合条件的企业申请成为海关高级认证企业（AEO企业），享受通关便利、降低查验率等优惠措施，"
                  "对新认定的AEO企业给予一次性奖励。"}],
    ),
    "topics_by_city: green trade in two notices": (
        "topics_by_city", {"topic": "绿色贸易"}, [{"group": "外贸新业态", "topic_en": "green trade", "notices": 2}],
    ),
    "topic_counts: AEO once in 2026": (
        "topic_counts", {"topic": "AEO高级认证企业", "year": 2026}, [{"place": "威海市", "measures": 1, "group": "便利化与保障"}],
    ),
    "spread: green trade, Lianyungang before Weihai": (
        "spread", {"scheme": "topic"}, [{"concept": "绿色贸易", "first_year": 2023, "first": "连云港市", "places": 2}],
    ),
    "links: what both readers of data/gold are sure of": (
        "links", {"a": "weihai-2020", "b": "weihai-2026"},
        [{"left": "weihai-2020/2#4", "right": "weihai-2026/3/26#1", "status": "候选"},
         {"left": "weihai-2020/1#5", "right": "weihai-2026/3/23#1", "why": Has("先进技术设备")}],
    ),
    "dropped_and_new: green trade is new": (
        "dropped_and_new", {"relation": "new", "compared_with": "weihai-2020"},
        [{"measure": "weihai-2026/3/21#1", "relation_zh": "新增", "topics": Has("绿色贸易")}],
    ),
    "link_evidence: words on both sides": (
        "link_evidence", {"left": "weihai-2020/1#5", "right": "weihai-2026/3/23#1"},
        [{"concept": "先进技术设备进口", "words_left": Has("先进技术设备"), "words_right": Has("先进技术设备")}],
    ),
    "topic_across_cities: Jixi adds a tenth of the provincial reward": (
        "topic_across_cities", {"topic": "境外展会", "place": "鸡西市"},
        [{"measure": "jixi-2022/6#2", "amounts": Has("获得省级奖励"), "certainty": "明确承诺"}],
    ),
    "who_pays_most: 同一展会最高不超过8万元": (
        "who_pays_most", {"topic": "境外展会"},
        [{"value": D(80000), "unit": "CNY", "bound": "≤", "role": "上限", "place": "连云港市",
          "per": "同一展会", "rate": Has("70%")},
         {"value": D(8000), "per": "单个标准展位", "rate": "50%"}],
    ),
    "rates: 海外注册商标 当年注册费用80%, 累计不超过10万元": (
        "rates", {"place": "连云港市"},
        [{"percent": D(80), "bound": "≤", "basis": Has("注册费用"), "caps": Has("100000 CNY"),
          "measure": "lianyungang-2023/3/2/4#1"}],
    ),
    "rates: 全额 is all of it": ("rates", {"place": "威海市", "year": 2020}, [{"percent": D(100), "bound": "="}]),
    "thresholds: 年度新增进出口额5000万元（含）以上的，增量部分每1000万元给予3万元": (
        "thresholds", {"place": "鸡西市"},
        [{"basis": Has("新增进出口额"), "bound": "≥", "value": D(50000000), "unit": "CNY",
          "gains": "计量单位 10000000 CNY；支持金额 30000 CNY", "measure": "jixi-2022/1#2"},
         {"basis": Has("落地率"), "bound": ">", "value": D(50), "unit": "%"}],
    ),
    "funds: 专项资金2000万元, 增加到700万元, 资金盘子不低于50万元": (
        "funds", {},
        [{"place": "鸡西市", "bound": "=", "value": D(20000000)},
         {"place": "连云港市", "bound": "=", "value": D(7000000)},
         {"place": "连云港市", "bound": "≥", "value": D(500000)}],
    ),
    "targets: 2019年…5亿元, 年均增长200%以上": (
        "targets", {"place": "威海综合保税区"},
        [{"value": D(500000000), "unit": "CNY", "when": "2019年"},
         {"value": D(200), "unit": "%", "bound": "≥", "basis": Has("增长")}],
    ),
    "offer: 每增加500万元给予5万元, two caps": (
        "offer", {"clause": "jixi-2022/1"},
        [{"measure": "jixi-2022/1#4", "role": "计量单位", "value": D(5000000), "quote": "500万元"},
         {"measure": "jixi-2022/1#4", "role": "上限", "bound": "≤", "value": D(3000000), "quote": "300万元"},
         {"measure": "jixi-2022/1#4", "role": "上限", "bound": "≤", "value": D(5000000), "quote": "500万元"}],
    ),
    "offer: 最高10万元、50万元、100万元 are three tiers": (
        "offer", {"clause": "lianyungang-2023/3/2/2"},
        [{"tier": n, "role": "上限", "value": D(value)} for n, value in enumerate((100000, 500000, 1000000), 1)],
    ),
    "taxes: 减按15%, 4%应税所得率": (
        "taxes", {"place": "威海市", "year": 2020},
        [{"measure": "weihai-2020/5#4", "rates": "15%"}, {"measure": "weihai-2020/6#2", "rates": "4%"}],
    ),
    "deadlines: 8月份 without a year": (
        "deadlines", {"place": "威海综合保税区", "kind": "by"},
        [{"quote": "2019年一季度", "due": Has("完成基本功能"), "inferred": None}, {"quote": "8月份", "inferred": True}],
    ),
    "who_does_what_by_when: 年内实现每周5班稳定运营": (
        "who_does_what_by_when", {"name": "市交通局"}, [{"role": "责任单位", "value": "2023", "due": Has("每周5班稳定运营")}],
    ),
    "who_does_what_by_when: 次年3月底": (
        "who_does_what_by_when", {"place": "鸡西市"},
        [{"unit": Has("财政局"), "latest": None, "value": "+1Y-03-31", "due": Has("兑现")}],
    ),
    "recurring: 每季度": (
        "recurring", {"cycle": "P3M"},
        [{"measure": "lianyungang-2023/2/1#3", "due": Has("圆桌会议")},
         {"measure": "lianyungang-2023/5/6#3"}],
    ),
    "units: 牵头单位 市税务局 of clauses 19 and 37": (
        "units", {"place": "威海市", "year": 2026, "role": "lead"},
        [{"unit": Has("税务局"), "clauses": 2}, {"unit": "威海海关", "clauses": 7},
         {"unit": Has("人民银行威海市分行"), "clauses": 2}],
    ),
    "unit_duties: clause 39": (
        "unit_duties", {"name": "威海海关", "year": 2026},
        [{"clause": "weihai-2026/4/39", "role": "牵头单位", "with": "市贸促会、荣成海关"}],
    ),
    "units_together: the two customs in clauses 18, 19, 30, 31, 33, 34, 39": (
        "units_together", {"place": "威海市", "year": 2026, "least": 7}, [{"unit": "威海海关", "with": "荣成海关", "clauses": 7}],
    ),
    "interpreters: 由市商务局会同市财政局负责解释": (
        "interpreters", {"place": "连云港市"}, [{"printed": "市商务局"}, {"printed": "市财政局"}],
    ),
    "interpreters: 由各具体牵头部门负责解释": ("interpreters", {"year": 2026}, [{"printed": "各具体牵头部门"}]),
    "inherited_units: 以下政策措施均需各县区政府、功能板块管委会落实, all clauses but the first": (
        "inherited_units", {}, [{"unit": Has("各县区人民政府"), "clauses": 32}, {"unit": Has("功能板块管委会"), "clauses": 32}],
    ),
    "legal_bases: 根据…（黑政办规〔2022〕6号）": (
        "legal_bases", {},
        [{"place": "鸡西市", "number": "黑政办规〔2022〕6号", "legal_basis": True},
         {"place": "连云港市", "number": "国办发〔2023〕10号", "legal_basis": True},
         {"place": "威海综合保税区", "title": "电商法", "legal_basis": False, "clauses": "3/4/3"}],
    ),
    "clause: who and what of clause 34": (
        "clause", {"clause": "weihai-2026/4/34"},
        [{"what": "单位", "as": "牵头单位", "says": "荣成海关"}, {"what": "条件", "says": "对新认定的AEO企业"},
         {"what": "政策主题", "as": "AEO高级认证企业", "says": "海关高级认证企业"}],
    ),
    "fact_source: the space of the PDF is still there": (
        "fact_source", {"clause": "jixi-2022/1"},
        [{"quote": "5000万元（含）以上", "characters": "5000 万元（含）以上"},
         {"quote": "次年3月底", "characters": "次年 3月底"}],
    ),
    "stated_fields: the year of 2020 is not printed": (
        "stated_fields", {"notice": "weihai-2020"},
        [{"field": "year", "value": "2020", "origin": "manifest", "start": None},
         {"field": "title", "value": "威海市促进外贸稳增长政策措施", "origin": "text"}],
    ),
    "concept_words: the words for export credit insurance": (
        "concept_words", {"scheme": "topic", "concept": "出口信用保险", "words": "中国信保"}, [{"notices": 1}],
    ),
    "gaps: Jixi names nobody for clause 10": (
        "gaps", {"place": "鸡西市", "gap": "条款无责任单位"}, [{"where": "jixi-2022/10"}],
    ),
    "gaps: 疫情防控期间 has no date": (
        "gaps", {"place": "威海市", "gap": "期限无确定日期"}, [{"where": "weihai-2020/9", "words": "在新冠肺炎疫情防控期间"}],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "params", "wanted"), ROWS.values(), ids=ROWS.keys())
def test_rows_that_stand_in_the_notices(name, params, wanted, built_store) -> None:
    got = run(name, built_store, params).dicts()
    for row in wanted:
        assert any(all(value == one[key] for key, value in row.items()) for one in got), row


ORDERS = {
    "issuers as they stand above the title": (
        "issuers", {"year": 2026}, "printed",
        ["威海市商务局", "威海市委港澳办", "中国国际贸易促进委员会威海市委员会", "威海市科技局", "威海市工业和信息化局",
         "威海市财政局",
         "威海市人力资源和社会保障局", "威海市交通运输局", "威海市农业农村局", "威海市市场监督管理局", "国家税务总局威海市税务局",
         "中华人民共和国威海海关", "中华人民共和国荣成海关", "中国人民银行威海市分行"],
    ),
    "working days, shortest first, then other limits": ("time_limits", {}, "working_days", [2, 3, 3, 3, 6, None, None, None]),
    "sums for overseas fairs, highest first": ("who_pays_most", {"topic": "境外展会"}, "value", [80000, 20000, 8000]),
    "dates of 2019 in time order": (
        "deadlines", {"place": "威海综合保税区", "kind": "by"}, "quote",
        ["2019年一季度", "2019年上半年", "2019年上半年", "2019年上半年", "2019年8月中旬", "8月份", "年底", "2019年底", 
         "2020年6月份前", "2021年", "2021年", "2021年", "2021年", "2021年底"],
    ),
    "notices by year": (
        "notices", {}, "notice", ["weihai-bonded-2019", "weihai-2020", "jixi-2022", "lianyungang-2023", "weihai-2026"],
    ),
    "amounts of a clause in the order of the text": (
        "offer", {"clause": "jixi-2022/2"}, "quote", ["500人（含）以上", "50元", "100万元"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "params", "column", "wanted"), ORDERS.values(), ids=ORDERS.keys())
def test_order(name, params, column, wanted, built_store) -> None:
    assert [row[column] for row in run(name, built_store, params).dicts()] == wanted


# ---------------------------------------------------------------------------------------------------------------------
# sums that must agree


def test_shares_of_certainty_add_up_to_all_measures(built_store) -> None:
    measures = {row["notice"]: row["measures"] for row in run("notices", built_store).dicts()}
    for notice in measures:
        place, year = next(
            (r["place"], r["year"]) for r in run("notices", built_store).dicts() if r["notice"] == notice
        )
        rows = run("certainty_by_city", built_store, place=place, year=year).dicts()
        assert sum(row["measures"] for row in rows) == measures[notice]
        assert abs(sum(row["share"] for row in rows) - 100) < Decimal("0.3")


def test_topics_agree_in_both_forms(built_store) -> None:
    long = run("topic_counts", built_store).dicts()
    for row in run("topics_by_city", built_store).dicts():
        mine = [r for r in long if r["topic"] == row["topic"]]
        assert (len(mine), sum(r["measures"] for r in mine)) == (row["notices"], row["measures"])
        assert [f"{r['place']} {r['year']}（{r['measures']}）" for r in mine] == row["where"].split("、")


def test_every_measure_is_linked_or_without_counterpart(built_store) -> None:
    pair = {"a": "weihai-2020", "b": "weihai-2026"}
    links = run("links", built_store, pair).dicts()
    for side, own, other in (("left", "weihai-2020", "weihai-2026"), ("right", "weihai-2026", "weihai-2020")):
        alone = run("dropped_and_new", built_store, a=own, compared_with=other).dicts()
        linked, unpaired = {row[side] for row in links}, {row["measure"] for row in alone}
        assert linked.isdisjoint(unpaired)
        assert linked | unpaired == {row["measure"] for row in run("measures", built_store, notice=own).dicts()}
    counted = {row["relation"]: row["measures"] for row in run("relations", built_store, pair).dicts()}
    for relation in {row["relation"] for row in links}:
        assert counted[relation] == len({row["left"] for row in links if row["relation"] == relation})


def test_both_sides_of_editions_by_topic(built_store) -> None:
    rows = {
        row["topic"]: row for row in run("editions_by_topic", built_store, a="weihai-2020", b="weihai-2026").dicts()
    }
    aeo = rows["AEO高级认证企业"]
    assert any(line.startswith("10#1 完善“四港联动”合作机制") for line in aeo["measures_a"].splitlines())
    assert aeo["measures_b"].startswith("4/34#1 支持符合条件的企业申请成为海关高级认证企业")
    green = rows["绿色贸易"]
    assert (green["count_a"], green["measures_a"], green["count_b"]) == (0, None, 2)
    assert all(len((row["measures_b"] or "").splitlines()) == row["count_b"] for row in rows.values())


def test_characters_are_those_of_the_file(built_store) -> None:
    text = (ROOT / "data/notices/jixi-2022.zh.txt").read_text(encoding="utf-8")
    for row in run("fact_source", built_store, clause="jixi-2022/1").dicts():
        assert text[row["start"] : row["end"]] == row["characters"]
        assert row["characters"].replace("\n", "").replace(" ", "") == row["quote"]


# ---------------------------------------------------------------------------------------------------------------------
# what the notices of data/notices have none of


@pytest.fixture(scope="module")
def odd_store():
    """Jixi without its manifest (a remark) and with an amount and a date that stand in no measure."""
    notice = read_notice(ROOT / "data/notices/jixi-2022.zh.txt")
    first, *others = notice.clauses
    loose = replace(
        first,
        amounts=tuple(replace(a, measure=None) if a.quote == "3万元" else a for a in first.amounts),
        deadlines=tuple(replace(d, measure=None) for d in first.deadlines),
    )
    notice = replace(notice, clauses=(loose, *others))
    return memory_store([*vocabulary_quads(), *notice_quads(notice)])


def test_loose_facts(odd_store) -> None:
    rows = run("loose_facts", odd_store).dicts()
    assert [(row["clause"].rpartition("/")[2], row["what"], row["quote"], row["value"]) for row in rows] == [
        ("1", "截止", "次年3月底", "+1Y-03-31"),
        ("1", "支持金额", "3万元", "30000 CNY"),
    ]


def test_amounts_outside_measures_are_not_lost(odd_store) -> None:
    assert Decimal(30000) in [row["value"] for row in run("who_pays_most", odd_store).dicts()]


def test_remarks(odd_store) -> None:
    rows = run("remarks", odd_store).dicts()
    assert rows
    assert all(row["code"] and row["message"] for row in rows)


def test_a_notice_without_a_year_has_an_empty_cell(odd_store) -> None:
    (row,) = run("notices", odd_store).dicts()
    assert row["year"] == ""
    assert run("notices", odd_store, year=2022).rows == ()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib about itself
def test_another_engine_gives_the_same(odd_store) -> None:
    """Plain SPARQL 1.1: rdflib gives the same cells in the same order."""
    rdflib = pytest.importorskip("rdflib")
    manifest = load_manifest(ROOT / "data/manifest.csv")
    quads = notice_quads(read_notice(ROOT / "data/notices/jixi-2022.zh.txt", manifest))
    ours = memory_store([*vocabulary_quads(), *quads])
    theirs = rdflib.Dataset(default_union=True)
    theirs.parse(
        data=pyoxigraph.serialize([*vocabulary_quads(), *quads], format=pyoxigraph.RdfFormat.N_QUADS), format="nquads"
    )
    for name in (
        "notices",
        "thresholds",
        "units",
        "topic_counts",
        "deadlines",
        "certainty_by_city",
        "legal_bases",
        "who_pays_most",
    ):
        found = [
            [None if c is None else str(c) for c in row] for row in theirs.query(bind(find(name), {"place": "鸡西市"}))
        ]
        wanted = [[_text(c) for c in row] for row in run(name, ours, place="鸡西市")]
        assert [[_text(c) for c in row] for row in found] == wanted, name


def _text(cell: object) -> str | None:
    """Numbers in one form: 10 and 10.0 are the same answer."""
    try:
        return format(Decimal(str(cell)).normalize(), "f") if cell is not None else None
    except ArithmeticError:
        return {"True": "true", "False": "false"}.get(str(cell), str(cell))
