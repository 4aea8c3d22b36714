"""A comparison on a terminal: topic by topic, both texts side by side, what moved, who is responsible, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import click

from graph.changes import Change
from graph.comparison import Comparison, Row
from graph.sides import Side
from ingest.model import Language, Notice
from policygraph import wording
from policygraph.cli.columns import pad, screen, shorten, width, wrap
from policygraph.wording import word

#: columns between the two sides
GAP = 3

_ABOVE: dict[Language, str] = {"zh": "（同上）", "en": "(as above)"}
_ARROW = " → "


def side_by_side(found: Comparison, language: Language, columns: int | None = None) -> str:
    """The whole comparison as text of at most so many columns (the width of the terminal)."""
    return "\n".join(_lines(found, language, columns or screen()))


def _lines(found: Comparison, language: Language, columns: int) -> Iterator[str]:
    rows = found.rows(language)
    for line in wrap(f"{_name(found.a)}{_ARROW}{_name(found.b)}", columns):
        yield click.style(line, bold=True)
    yield from (line for sentence in summary(found, rows, language) for line in wrap(sentence, columns))
    highlights = found.highlights()
    if highlights:
        yield ""
        yield click.style(word("moved", language), bold=True)
        for moved in highlights:
            where = f"{moved.left.measure.id}{_ARROW}{moved.right.measure.id}"
            yield from wrap(f"  {change_line(moved.change, language, found.mode)}  ({where})", columns)
    topic, shown = None, ""
    for row in rows:
        if row.topic_label != topic:
            topic, shown = row.topic_label, ""
            yield ""
            yield click.style(f"══ {topic} " + "═" * max(2, columns - 4 - width(topic)), bold=True)
        yield ""
        yield from _row(found, row, language, columns, above=row.left is not None and row.left.measure.id == shown)
        shown = row.left.measure.id if row.left is not None and row.right is not None else ""
    for error in found.refused:
        yield from wrap(f"! {error}", columns)


def summary(found: Comparison, rows: list[Row], language: Language) -> Iterator[str]:
    """How much of each side has a counterpart, and how many links there are of each kind."""
    for notice, covered in zip((found.a, found.b), found.coverage(), strict=True):
        undecided = word("summary.undecided", language, n=covered.undecided) if covered.undecided else ""
        yield word(
            "summary.side",
            language,
            name=wording.short_name(notice, language),
            measures=covered.measures,
            paired=covered.paired,
            share_measures=f"{100 * covered.paired / max(1, covered.measures):.0f}%",
            share=f"{100 * covered.share:.0f}%",
            loose=covered.loose,
            without=covered.without,
            undecided=undecided,
        )
    counted = Counter(row.relation for row in rows if row.paired)
    counts = word("sep", language).join(
        f"{wording.relation(name, language, found.mode)} {counted[name]}" for name in wording.GLYPHS if counted[name]
    )
    yield word("summary.links", language, n=len(found.links), counts=counts)


def change_line(change: Change, language: Language, mode: str) -> str:
    """What moved in one line: "时限: 2个工作日 → 不超过3个工作日 ↑ 延长、更慢"."""
    sides = _ARROW.join(wording.value(change, side, language) or "—" for side in ("left", "right"))
    return f"{wording.what(change, language)}: {sides}  {wording.direction(change, language, mode)}"


def _row(found: Comparison, row: Row, language: Language, columns: int, *, above: bool) -> Iterator[str]:
    half = (columns - GAP) // 2
    head = f"[{wording.relation(row.relation, language, found.mode)}]"
    if row.paired and row.score is not None:
        head += f"  {row.score:.2f} {wording.score_word(row.score, language)}"
    if row.status == "confirmed":
        head += f"  {word('status.confirmed', language)}"
    yield click.style(head, bold=True)
    yield from wrap(f"{word('why', language)}: {_plain(row.why)}", columns)
    for change in row.changes:
        yield from wrap(change_line(change, language, found.mode), columns)
    if row.left is None or row.right is None:
        side, notice = (row.left, found.a) if row.left is not None else (row.right, found.b)
        assert side is not None
        yield from _side(side, notice, columns, language)
        return
    left, right = _side(row.left, found.a, half, language), _side(row.right, found.b, half, language)
    if above:  # many to many: a text that stands right above is not printed again
        left = [left[0], _ABOVE[language]]
    for n in range(max(len(left), len(right))):
        one = left[n] if n < len(left) else ""
        other = right[n] if n < len(right) else ""
        yield f"{pad(shorten(one, half), half)}{' ' * GAP}{other}".rstrip()


def _side(side: Side, notice: Notice, columns: int, language: Language) -> list[str]:
    """A measure and its facts in lines of at most so many columns."""
    from policygraph.cli.tree import WORDS

    year = f"{notice.year.value} " if notice.year else ""
    heading = f" {side.clause.heading}" if side.clause.heading else ""
    lines = [*wrap(f"{year}{side.measure.id}{heading}", columns)[:1], *wrap(_plain(side.measure.text), columns)]
    for fact, several in facts_of(side, language).items():
        if several:
            joined = WORDS[language]["sep"].join(several) if fact == "units" else "; ".join(several)
            lines += wrap(f"{WORDS[language][fact]}: {joined}", columns)
    return lines


def facts_of(side: Side, language: Language) -> dict[str, list[str]]:
    """Who, how much and by when, as short texts."""
    from policygraph.cli.tree import amount_parts, deadline_parts

    return {
        "units": [unit.name for unit in side.units],
        "amounts": [" ".join(amount_parts(amount, language)[:2]) for amount in side.amounts],
        "deadlines": [" ".join(deadline_parts(deadline, language)[:2]) for deadline in side.deadlines],
    }


def _name(notice: Notice) -> str:
    return f"{wording.title_of(notice)} ({notice.year.value if notice.year else notice.id})"


def _plain(text: str) -> str:
    return " ".join(text.split("\n"))
