"""Policy lists as tables: rows become clauses with their units, amounts and deadlines."""

from __future__ import annotations

import pytest

from ingest.model import Document, Span, Table
from ingest.notice import notice_of
from ingest.policy_table import policy_tables


def document(*rows: tuple[str, ...], before: str = "某市外贸政策清单（2026年版）") -> Document:
    """A document whose table has these rows; a row of one cell spans the table."""
    text, paragraphs, cells = before, [Span(0, len(before))], []
    width = max(map(len, rows))
    for row in rows:
        start = len(text) + 1
        text += "\n" + "\t".join(row)
        spans, at = [], start
        for cell in row:
            spans.append(Span(at, at + len(cell)))
            at += len(cell) + 1
        cells.append(tuple(spans) if len(row) == width else tuple(spans * width))
        paragraphs.append(Span(start, len(text)))
    table = Table(page=None, span=Span(len(before) + 1, len(text)), rows=tuple(cells))
    return Document(text=text, source="t", format="t", sha256="", paragraphs=tuple(paragraphs), tables=(table,))


HEAD = ("序号", "政策措施", "牵头单位", "支持标准", "期限")
ROWS = (
    HEAD,
    ("一、开拓市场",),
    ("1", "对企业参加境外展会的展位费给予补助。", "市商务局", "不超过展位费80%，最高8万元", "长期"),
    ("2", "支持企业投保信用保险。", "市财政局、市商务局", "—", "2026年12月底前"),
    ("二、优化服务",),
    ("3", "压缩退税时间。", "市税务局", "", "每季度"),
)


def test_rows_become_clauses_under_their_categories():
    notice = notice_of(document(*ROWS))
    assert [(s.path, s.heading) for s in notice.sections] == [("1", "开拓市场"), ("2", "优化服务")]
    assert [(c.path, c.text) for c in notice.clauses] == [
        ("1/1", "对企业参加境外展会的展位费给予补助。"),
        ("1/2", "支持企业投保信用保险。"),
        ("2/3", "压缩退税时间。"),
    ]


def test_each_column_gives_its_kind_of_fact():
    first, second, third = notice_of(document(*ROWS)).clauses
    assert [(u.name, u.role) for u in second.units] == [("市财政局", "lead"), ("市商务局", "lead")]
    assert [(a.quote, a.role, a.comparator) for a in first.amounts] == [("80%", "rate", "<="), ("8万元", "cap", "<=")]
    assert [(d.kind, d.value) for d in (*second.deadlines, *third.deadlines)] == [
        ("by", "2026-12-31"),
        ("every", "P3M"),
    ]
    assert first.amounts[0].measure == "1/1#1", "what the support column says is said of the measure in its row"


def test_facts_of_a_row_lead_back_to_their_cells():
    given = document(*ROWS)
    for clause in notice_of(given).clauses:
        assert all(a.span.of(given.text) == a.quote for a in (*clause.amounts, *clause.deadlines))
        assert all(u.span.of(given.text) == u.name for u in clause.units)
        assert clause.body.of(given.text) == clause.text


def test_a_list_numbered_on_through_its_categories_keeps_its_numbers():
    assert [c.path for c in notice_of(document(*ROWS)).clauses][-1] == "2/3"


@pytest.mark.parametrize(
    "head",
    [("姓名", "电话", "地址", "备注", "年龄"), ("序号", "牵头单位", "期限", "标准", "备注")],
    ids=["no policy table", "no column of measures"],
)
def test_other_tables_are_left_alone(head):
    assert policy_tables(document(head, *ROWS[2:4])) == []


def test_english_heads():
    rows = (
        ("No.", "Policy measure", "Lead unit", "Support standard", "Deadline"),
        ("1", "支持企业参加境外展会。", "市商务局", "最高8万元", "长期"),
    )
    (clause,) = notice_of(document(*rows)).clauses
    assert ([u.name for u in clause.units], [a.role for a in clause.amounts]) == (["市商务局"], ["cap"])


def test_text_beside_a_table_keeps_its_own_outline():
    given = document(*ROWS, before="某市外贸政策")
    notice = notice_of(given)
    assert notice.title is not None and notice.title.value == "某市外贸政策"
