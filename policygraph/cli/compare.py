"""``policygraph compare``: two editions, or two cities, measure by measure."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import click

from ingest.model import Language, Notice
from policygraph.cli.talk import ours

if TYPE_CHECKING:
    from graph.comparison import Comparison, Side

#: relation → what it is called; the same words as the scheme link-relation of graph/vocabulary/codelists.ttl
RELATIONS: dict[str, dict[Language, str]] = {
    "continues": {"zh": "延续", "en": "continues"},
    "strengthens": {"zh": "加强", "en": "strengthens"},
    "weakens": {"zh": "减弱", "en": "weakens"},
    "broadens": {"zh": "扩围", "en": "broadens"},
    "narrows": {"zh": "缩围", "en": "narrows"},
    "replaces_instrument": {"zh": "更换工具", "en": "replaces the instrument"},
    "related": {"zh": "相关", "en": "related"},
    "same_aim_same_instrument": {"zh": "同目标同工具", "en": "same aim, same instrument"},
    "same_aim_other_instrument": {"zh": "同目标异工具", "en": "same aim, other instrument"},
    "dropped": {"zh": "取消", "en": "dropped"},
    "new": {"zh": "新增", "en": "new"},
}

WORDS: dict[Language, dict[str, str]] = {
    "zh": {"why": "理由", "measures": "项措施", "links": "对关联", "above": "（同上）"},
    "en": {"why": "why", "measures": "measures", "links": "links", "above": "(as above)"},
}

#: columns between the two sides
GAP = 3


@click.command("compare", short_help="two editions or two cities, side by side  两版或两城对照")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("--format", "format_", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    help="Of headings and reasons.  标题与理由的语言。  [default: that of A]",
)
@click.option(
    "--mode",
    type=click.Choice(["editions", "cities"]),
    help="One place over time, or two places.  同城两版或两城。  [default: told by the places]",
)
@click.option(
    "--manifest",
    metavar="CSV",
    type=click.Path(exists=True, dir_okay=False),
    help="Where ids are looked up.  清单文件。  [default: data/manifest.csv]",
)
def command(
    a: str,
    b: str,
    format_: str,
    language: Language | None,
    mode: Literal["editions", "cities"] | None,
    manifest: str | None,
) -> None:
    """Compare two notices measure by measure: what goes on, what changed, what was dropped, what is new, and why.

    逐项对照两份通知：延续、加强、减弱、取消、新增，并说明理由。

    A and B are ids of the manifest (weihai-2020) or files.
    """
    from policygraph import verbs

    with ours():
        found = verbs.compare(a, b, mode=mode, manifest=manifest)
    SHOW[format_](found, language or found.a.language)


def _show_json(found: Comparison, language: Language) -> None:
    from ingest.record import json_line

    click.echo(json_line(found.record()))


def _show_csv(found: Comparison, language: Language) -> None:
    head = ("topic", "relation", "score", "from", "to", "why", "left", "right")
    facts = ("units", "amounts", "deadlines")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([*head, *(f"{side}_{fact}" for fact in facts for side in ("left", "right"))])
    for row in found.rows(language):
        sides = (row.left, row.right)
        ids = [side.measure.id if side else "" for side in sides]
        texts = [_plain(side.measure.text) if side else "" for side in sides]
        score = "" if row.score is None else f"{row.score:.3f}"
        cells = [
            "; ".join(facts_of(side, side.clause.language)[fact]) if side else "" for fact in facts for side in sides
        ]
        writer.writerow([row.topic, row.relation, score, *ids, row.why, *texts, *cells])


def _show_table(found: Comparison, language: Language) -> None:
    from policygraph.cli.columns import pad, screen, shorten, width, wrap

    rows = found.rows(language)
    columns = screen()
    half = (columns - GAP) // 2
    for line in wrap(f"{name_of(found.a)}  →  {name_of(found.b)}", columns):
        click.echo(click.style(line, bold=True))
    click.echo(_summary(found, language))
    topic, shown = None, ""
    for row in rows:
        if row.topic != topic:
            topic, shown = row.topic, ""
            click.echo("\n" + click.style(f"══ {topic} " + "═" * max(2, columns - 4 - width(topic)), bold=True))
        relation = _called(row.relation, language)
        score = "" if row.score is None or not (row.left and row.right) else f"  {row.score:.2f}"
        click.echo("\n" + click.style(f"[{relation}]{score}", bold=True))
        click.echo("\n".join(wrap(f"{WORDS[language]['why']}: {_plain(row.why)}", columns)))
        if row.left and row.right:
            left = _side(row.left, found.a, half, language)
            right = _side(row.right, found.b, half, language)
            if row.left.measure.id == shown:  # many to many: a text that stands right above is not printed again
                left = [left[0], WORDS[language]["above"]]
            shown = row.left.measure.id
            for n in range(max(len(left), len(right))):
                one = left[n] if n < len(left) else ""
                other = right[n] if n < len(right) else ""
                click.echo(f"{pad(shorten(one, half), half)}{' ' * GAP}{other}".rstrip())
        else:
            side, notice = (row.left, found.a) if row.left else (row.right, found.b)
            if side:
                click.echo("\n".join(_side(side, notice, columns, language)))


def _side(side: Side, notice: Notice, columns: int, language: Language) -> list[str]:
    """A measure and its facts in lines of at most so many columns."""
    from policygraph.cli.columns import wrap
    from policygraph.cli.tree import WORDS as NAMES

    year = f"{notice.year.value} " if notice.year else ""
    heading = f" {side.clause.heading}" if side.clause.heading else ""
    lines = [f"{year}{side.measure.id}{heading}", *wrap(_plain(side.measure.text), columns)]
    for fact, several in facts_of(side, language).items():
        if several:
            joined = NAMES[language]["sep"].join(several) if fact == "units" else "; ".join(several)
            lines += wrap(f"{NAMES[language][fact]}: {joined}", columns)
    return lines


def facts_of(side: Side, language: Language) -> dict[str, list[str]]:
    """Who, how much and by when, as short texts."""
    from policygraph.cli.tree import amount_parts, deadline_parts

    return {
        "units": [unit.name for unit in side.clause.units],
        "amounts": [" ".join(amount_parts(amount, language)[:2]) for amount in side.amounts],
        "deadlines": [" ".join(deadline_parts(deadline, language)[:2]) for deadline in side.deadlines],
    }


def name_of(notice: Notice) -> str:
    """A notice as people call it: its title, its year, its id."""
    title = notice.title.value if notice.title else notice.id
    return f"{title} ({notice.year.value if notice.year else notice.id})"


def _summary(found: Comparison, language: Language) -> str:
    words = WORDS[language]
    counts = Counter(link.relation for link in found.links)
    several = ", ".join(f"{_called(name, language)} {n}" for name, n in counts.most_common())
    alone = f"{_called('dropped', language)} {len(found.dropped)}, {_called('new', language)} {len(found.new)}"
    left, right = (sum(len(clause.measures) for clause in notice.clauses) for notice in (found.a, found.b))
    return (
        f"{left} → {right} {words['measures']}; {len(found.links)} {words['links']}"
        f"{f' ({several})' if several else ''}; {alone}"
    )


def _called(relation: str, language: Language) -> str:
    return RELATIONS.get(relation, {}).get(language, relation)


def _plain(text: str) -> str:
    return " ".join(text.split("\n"))


SHOW: dict[str, Callable[[Comparison, Language], None]] = {
    "table": _show_table,
    "json": _show_json,
    "csv": _show_csv,
}
