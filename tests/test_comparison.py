"""The comparison of two notices as values: rows by topic, what moved, who is responsible, coverage, marks in the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.comparison import Comparison, compare_notices, mode_of
from graph.marks import Mark, marks_of, positions, runs_of
from ingest.manifest import ManifestEntry
from ingest.model import Condition, Notice, Span
from ingest.notice import notice_of
from ingest.readers import read
from policygraph import verbs

ROOT = Path(__file__).resolve().parents[1]

OLD = """东山市促进外贸发展若干措施
一、支持企业参展。对企业参加境外展会的，按展位费的50%给予补贴，单个企业最高补助10万元。（责任单位：市商务局、市财政局）
二、加快出口退税。一类出口企业的退税审批在2个工作日内办结。进一步压缩出口退税办理时间。（责任单位：市税务局）
三、开展职业技能培训。开展大规模职业技能培训，提升劳动者职业技能水平。（责任单位：市人力资源社会保障局）
"""
NEW = """东山市促进外贸发展若干措施
一、支持企业参展。对企业参加境外展会的，按展位费的70%给予补贴，单个企业最高补助8万元。（牵头单位：市商务局；责任单位：市贸促会）
二、加快出口退税。确保一类出口企业正常退税平均办理时间不超过3个工作日。（责任单位：市税务局）
三、发展绿色贸易。拓展绿色贸易，鼓励企业开展绿色产品认证。（责任单位：市商务局）
"""


def notice(id: str, text: str, place: str = "东山市", year: int = 2020) -> Notice:
    entry = ManifestEntry(id=id, file=f"{id}.txt", place_zh=place, year=year)
    return notice_of(read(text.encode(), f"{id}.txt"), entry=entry)


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare_notices(notice("dongshan-2020", OLD), notice("dongshan-2026", NEW, year=2026))


@pytest.fixture(scope="module")
def weihai() -> Comparison:
    files = (ROOT / f"data/notices/weihai-{year}.zh.txt" for year in (2020, 2026))
    return verbs.compare(*files)


def pair(found: Comparison, left: str, right: str):
    return next(
        row for row in found.rows("zh") if row.paired and (row.left.measure.id, row.right.measure.id) == (left, right)
    )


def test_what_moved_between_two_editions(found):
    row = pair(found, "1#1", "1#1")
    moved = {(c.what, c.left.quote, c.right.quote, c.direction, c.effect) for c in row.changes}
    assert moved == {("rate", "50%", "70%", "up", "better"), ("cap", "10万元", "8万元", "down", "worse")}


def test_highlights_name_the_rate_first(found):
    whats = [(h.change.what, h.left.measure.id, h.right.measure.id) for h in found.highlights()]
    assert whats[:2] == [("rate", "1#1", "1#1"), ("cap", "1#1", "1#1")]
    assert ("within", "2#1", "2#1") in whats


def test_who_is_responsible_on_one_side_only(found):
    row = pair(found, "1#1", "1#1")
    assert found.units_only(row.left, (row.right,)) == {"市财政局"}
    assert found.units_only(row.right, (row.left,)) == {"市贸促会"}


def test_the_same_office_of_two_places_is_the_same():
    a = notice("dongshan-2020", OLD)
    b = notice(
        "xishan-2021", OLD.replace("东山", "西山").replace("市商务局", "西山市商务局（市投资促进局）"), "西山市", 2021
    )
    found = compare_notices(a, b)
    assert found.mode == "cities"
    row = pair(found, "1#1", "1#1")
    assert found.units_only(row.right, (row.left,)) == frozenset()


def test_every_measure_of_both_sides_is_in_a_row(weihai):
    rows = weihai.rows("zh")
    for side, notice in (("left", weihai.a), ("right", weihai.b)):
        shown = {getattr(row, side).measure.id for row in rows if getattr(row, side) is not None}
        assert shown == {measure.id for clause in notice.clauses for measure in clause.measures}


def test_every_link_is_one_row_and_topics_come_once(weihai):
    rows = weihai.rows("en")
    assert sum(row.paired for row in rows) == len(weihai.links)
    topics = [row.topic_label for row in rows]
    assert len(set(topics)) == sum(topic != before for topic, before in zip(topics, [None, *topics], strict=False))
    lefts = [row.left.measure.id for row in rows if row.paired]
    assert len(set(lefts)) == sum(one != before for one, before in zip(lefts, [None, *lefts], strict=False))


def test_coverage_counts_every_measure_once(weihai):
    for covered in weihai.coverage():
        assert covered.paired + covered.loose + covered.without + covered.undecided == covered.measures
        assert 0 < covered.share < 1


def test_a_measure_without_counterpart_names_the_nearest(weihai):
    alone = [row for row in weihai.rows("zh") if row.relation in ("dropped", "new")]
    assert len(alone) == len(weihai.dropped) + len(weihai.new)
    assert all(row.nearest is not None or row.score is None for row in alone)
    assert any(row.nearest for row in alone)


def test_a_limit_is_compared_across_the_neighbours_of_linked_measures(weihai):
    """2个工作日 for tax refunds became 不超过3个工作日, whichever of the neighbouring measures are linked."""
    within = [h.change for h in weihai.highlights() if h.change.what == "within"]
    assert ("2个工作日", "不超过3个工作日", "up") in [(c.left.quote, c.right.quote, c.direction) for c in within]


def test_the_record_keeps_the_contract(found):
    record = found.record()
    assert {"a", "b", "links", "dropped", "new"} <= record.keys()
    assert all({"from", "to", "relation", "score", "evidence"} <= link.keys() for link in record["links"])
    assert record["dropped"] == ["3#1"]
    assert record["new"] == ["3#1"]


def test_a_notice_compared_with_itself_has_no_moves_and_nothing_new(found):
    same = compare_notices(found.a, notice("dongshan-2021", OLD, year=2021))
    assert not same.dropped
    assert not same.new
    assert not same.highlights()


def test_mode_is_told_by_the_place():
    a, b = notice("a", OLD), notice("b", OLD, "西山市")
    assert (mode_of(a, a), mode_of(a, b)) == ("editions", "cities")


# ---------------------------------------------------------------------------------------------------------------------
# facts in their place


def test_marks_stand_on_the_characters_of_their_facts(weihai):
    for notice in (weihai.a, weihai.b):
        for clause in notice.clauses:
            for measure in clause.measures:
                for mark in marks_of(measure, clause, notice.document):
                    shown = "".join(mark.span.of(measure.text).split())
                    if not isinstance(mark.fact, Condition) and measure.span.covers(mark.fact.span):
                        printed = "".join(mark.fact.span.of(notice.document.text).split())
                        assert shown == printed


def test_a_line_break_inside_a_fact():
    text = "对企业给予0.8\n万元补贴。"
    assert positions("给予0.8万元补贴", text, Span(3, 14)) == [3, 4, 5, 6, 7, 9, 10, 11, 12]


@given(
    st.text(alphabet="甲乙 丙1", max_size=12), st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=4)
)
def test_runs_are_the_text(text, places):
    marks = [
        Mark("condition", Span(min(a, b), min(max(a, b), len(text))), Condition(span=Span(0, 0), quote=""))
        for a, b in places
        if min(a, b) < min(max(a, b), len(text))
    ]
    runs = runs_of(text, marks)
    assert "".join(run.text for run in runs) == text
    for mark in marks:
        assert "".join(run.text for run in runs if mark in run.marks) == mark.span.of(text)
