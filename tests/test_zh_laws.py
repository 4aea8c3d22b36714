"""Laws that hold for any Chinese text: nothing but our errors, spans that point home, the same facts however the lines were
wrapped and whatever the width of digits and marks, and no clock in the result."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.layout import read_layout
from ingest.model import Notice, Span
from ingest.notice import notice_of
from ingest.pipeline.amounts_zh import find_amounts_zh
from ingest.pipeline.citations import find_citations
from ingest.pipeline.deadlines_zh import find_deadlines_zh
from ingest.pipeline.finders import find_all
from ingest.pipeline.measures_zh import split_sentences_zh
from ingest.pipeline.units_zh import find_units_zh
from ingest.readers import read

NOTICES = sorted(Path(__file__).parent.parent.joinpath("data", "notices").glob("*.zh.txt"))
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

#: pieces that the rules look for, so that chance texts meet them
_WORDS = """
一、 （一） 1. （1） 第一条 第二章 ① 关于印发 的通知 《 》 〔2023〕31号 （ ） 【 】 责任单位： 牵头 配合 市商务局
市财政局 、 ， 。 ； ： 给予 最高 不超过 不低于 以上 （含） 每 每新增 万元 亿 元 美元 % 百分之 万分之 成 折 倍 家 个
2026 2000 50 1,000 . 一 十 百 千 万 半 两 年 月 日 底 前 内 起 至 — - 个工作日 有效期 自 施行 由 负责 解释
本办法 附件 抄送 印发 威海市 獎勵 萬元 責任單位 ０ ５
"""
_PIECES = st.sampled_from([*_WORDS.split(), "\n", "\n\n", "　", " "])
_TEXTS = st.lists(st.one_of(_PIECES, st.text(max_size=3)), max_size=60).map("".join)


def parsed(text: str) -> Notice:
    return notice_of(read(text.encode("utf-8"), "law.txt"))


@QUICK
@given(_TEXTS)
def test_any_text_is_a_notice_whose_spans_point_home(text: str) -> None:
    if not text.strip():
        return
    try:
        document = read(text.encode("utf-8", "ignore"), "law.txt")
    except Exception as error:
        from ingest.errors import PolicyGraphError

        assert isinstance(error, PolicyGraphError)
        return
    notice = notice_of(document)
    for clause in notice.clauses:
        for fact in (*clause.amounts, *clause.deadlines):
            assert _same(fact.quote, fact.span.of(document.text))
        for unit in clause.units:
            assert _same(unit.name, unit.span.of(document.text))
        assert clause.span.covers(clause.body)
    paths = [node.path for node in (*notice.sections, *notice.clauses)]
    assert len(paths) == len(set(paths))


def _same(quote: str, stretch: str) -> bool:
    """Equal once white space that served the layout is left out; invisible characters count as layout."""
    keep = "".join(stretch.split())
    return "".join(quote.split()) == "".join(c for c in keep if c.isprintable()) or "".join(quote.split()) == keep


@QUICK
@given(_TEXTS)
def test_finders_give_spans_of_their_text(text: str) -> None:
    spans: list[tuple[Span, str]] = []
    spans += [(a.span, a.quote) for a in find_amounts_zh(text)]
    spans += [(d.span, d.quote) for d in find_deadlines_zh(text, year=2026)]
    units = find_units_zh(text)
    spans += [(u.span, u.name) for u in (*units.mentions, *units.bound)]
    assert all(span.of(text) == quote for span, quote in spans)
    assert all(note.end <= len(text) for note in (*units.notes, *units.unread))
    assert all(s.end <= len(text) for s in split_sentences_zh(text))
    assert all(c.span.of(text).startswith("《") for c in find_citations(text))


@QUICK
@given(_TEXTS)
def test_amounts_stand_in_order(text: str) -> None:
    starts = [a.span.start for a in find_amounts_zh(text)]
    assert starts == sorted(starts)


LONG = {
    "digits": "9",
    "brackets": "（",
    "closing brackets": "）",
    "one": "一",
    "commas": "、",
    "titles": "《",
    "each": "每",
    "hundred-million": "亿",
    "percent": "百分之",
    "year": "年",
    "decimals": "1.",
    "thousands": "1,000,",
    "ranges": "1—",
    "labels": "一、",
    "lines of labels": "（一）\n",
    "open brackets in lines": "（\n",
    "closed brackets in lines": "）\n",
    "one line after the other": "一\n",
    "notes": "责任单位：",
    "bodies": "市商务局、",
    "from": "自",
    "by": "由",
    "period": "期间",
    "spaces": " ",
    "not above": "不超过",
    "amounts": "3万元、",
    "a benefit": "给予3万元奖励，",
    "deadlines": "2026年6月底前，",
    "sentences": "支持。",
    "pieces in brackets": "（含1万元）",
    "articles": "第一条",
}


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG.keys())
def test_long_texts_of_one_piece_come_to_an_end(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    facts = find_all(text, "zh", year=2026)
    assert all(a.span.end <= len(text) for a in facts.amounts)


@pytest.mark.parametrize("piece", ["一\n", "（\n", "）\n", "（一）\n", "一、\n", "第一条\n", "9", "支持。", "关于"])
def test_long_documents_of_one_piece_come_to_an_end(piece: str) -> None:
    assert parsed(piece * (100_000 // len(piece))).document.text


# ---------------------------------------------------------------------------------------------------------------------
# the same facts


def facts(notice: Notice) -> Counter[tuple[Any, ...]]:
    found: Counter[tuple[Any, ...]] = Counter()
    for section in notice.sections:
        found["section", section.path, section.heading] += 1
    for clause in notice.clauses:
        found["clause", clause.path, clause.heading, clause.text.replace("\n", "")] += 1
        found["measures", clause.path, len(clause.measures)] += 1
        found.update(("amount", clause.path, a.quote, a.value, a.unit, a.comparator, a.role) for a in clause.amounts)
        found.update(("deadline", clause.path, d.quote, d.kind, d.value) for d in clause.deadlines)
        found.update(("unit", clause.path, u.name, u.role, u.organisation) for u in clause.units)
    found["title", notice.title and notice.title.value] += 1
    found["number", notice.document_number and notice.document_number.value] += 1
    found["issuers", tuple(i.value for i in notice.issuers)] += 1
    return found


def wrapped(paragraphs: list[str], width: int, break_: str, indent: str) -> str:
    lines = [break_.join((indent + p)[i : i + width] for i in range(0, len(indent + p), width)) for p in paragraphs]
    return ("\n" if indent else "\n\n").join(lines)


@pytest.mark.parametrize("path", NOTICES, ids=[p.name for p in NOTICES])
@pytest.mark.parametrize("width", [24, 30, 40])
@pytest.mark.parametrize(
    ("break_", "indent"), [("\n", ""), ("\n\n", ""), ("\n", "　　")], ids=["single", "double", "indented"]
)
def test_wrapping_changes_no_fact(path: Path, width: int, break_: str, indent: str) -> None:
    document = read(path.read_bytes(), path.name)
    paragraphs = list(read_layout(document).lines())
    again = parsed(wrapped(paragraphs, width, break_, indent))
    assert facts(again) == facts(notice_of(document))


_WIDE = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in "0123456789%"})
_HALF_MARKS = str.maketrans("，：；（）", ",:;()")


def _values(notice: Notice) -> Counter[tuple[Any, ...]]:
    found: Counter[tuple[Any, ...]] = Counter()
    for clause in notice.clauses:
        found["measures", clause.path, len(clause.measures)] += 1
        found.update(("amount", clause.path, a.value, a.unit, a.comparator, a.role) for a in clause.amounts)
        found.update(("deadline", clause.path, d.kind, d.value) for d in clause.deadlines)
        found.update(("unit", clause.path, u.role) for u in clause.units)
    return found


@pytest.mark.parametrize("path", NOTICES, ids=[p.name for p in NOTICES])
@pytest.mark.parametrize(
    "change", [lambda t: t.translate(_WIDE), lambda t: t.translate(_HALF_MARKS)], ids=["wide digits", "narrow marks"]
)
def test_width_of_digits_and_marks_changes_no_fact(path: Path, change: Callable[[str], str]) -> None:
    text = path.read_text(encoding="utf-8")
    assert _values(parsed(change(text))) == _values(parsed(text))


_SCRIPT = """
import sys
from pathlib import Path
from ingest.notice import notice_of
from ingest.readers import read
from ingest.record import json_line, record_of
for path in sys.argv[1:]:
    data = Path(path).read_bytes()
    print(json_line(record_of(notice_of(read(data, Path(path).name)))))
"""


def test_clock_zone_and_hash_seed_change_nothing() -> None:
    """In processes of their own: another time zone and another hash seed give the same bytes."""
    outputs = set()
    for zone, seed in (("UTC", "0"), ("Asia/Shanghai", "1"), ("America/Los_Angeles", "2")):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(NOTICES[0].parents[2])}
        run = subprocess.run(
            [sys.executable, "-c", _SCRIPT, *map(str, NOTICES[:2])], env=environment, capture_output=True, check=True
        )
        outputs.add(run.stdout)
    assert len(outputs) == 1


_SIZES = st.sampled_from(["年进出口额", "固定资产投资", "年营业收入", "年纳税额", "实缴注册资本"])
_BOUNDS = st.sampled_from(
    [("达到", "以上", ">="), ("超过", "", ">"), ("不低于", "", ">="), ("", "以下", "<="), ("达到", "", "=")]
)
_CLOSES = st.sampled_from(["的企业，", "的，", "的项目，", "、手续齐全的，"])
_GIVES = st.sampled_from(["给予{}万元奖励", "一次性奖励{}万元", "分别给予{}万元补助", "补贴{}万元"])


@given(_SIZES, _BOUNDS, _CLOSES, _GIVES, st.integers(1, 900), st.integers(1, 900))
def test_what_ends_a_condition_is_asked_for_and_what_follows_is_paid(
    size: str, bound: tuple[str, str, str], closes: str, gives: str, asked: int, paid: int
) -> None:
    before, behind, comparator = bound
    text = f"对{size}{before}{asked}万元{behind}{closes}{gives.format(paid)}。"
    found = [(a.value, a.comparator, a.role) for a in find_amounts_zh(text)]
    assert found == [(asked * 10000, comparator, "threshold"), (paid * 10000, "=", "benefit")]


@given(_SIZES, _CLOSES, _GIVES, st.integers(1, 900), st.integers(1, 900), st.integers(1, 900))
def test_a_cap_said_behind_changes_nothing_before_it(
    size: str, closes: str, gives: str, asked: int, paid: int, cap: int
) -> None:
    text = f"对{size}{asked}万元以上{closes}{gives.format(paid)}"
    plain = [(a.value, a.comparator, a.role) for a in find_amounts_zh(f"{text}。")]
    capped = [(a.value, a.comparator, a.role) for a in find_amounts_zh(f"{text}，最高{cap}万元。")]
    assert capped == [*plain, (cap * 10000, "<=", "cap")]
