"""``policygraph compare``: two editions, or two cities, measure by measure."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from ingest.model import Language
from policygraph.cli.talk import ours, say

if TYPE_CHECKING:
    from graph.comparison import Comparison


@click.command("compare", short_help="two editions or two cities, side by side  两版或两城对照")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option(
    "--format", "format_", type=click.Choice(["table", "json", "csv", "html"]), default="table", show_default=True
)
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
@click.option("--output", "-o", metavar="FILE", help="输出文件。  [default: stdout]")
@click.option(
    "--manifest",
    metavar="CSV",
    type=click.Path(exists=True, dir_okay=False),
    help="Where ids are looked up.  清单文件。  [default: data/manifest.csv]",
)
@click.option(
    "--reviews",
    metavar="DIR",
    help="Decisions of reviewers, which win.  人工复核目录。  [default: reviews, beside the manifest]",
)
@click.option("--store", metavar="DIR|URL", help="Notices from a graph instead of files.  从图数据库取通知。")
@click.option(
    "--allow-versions", is_flag=True, help="Compare what different program versions read.  允许比较不同版本读出的文本。"
)
@click.option(
    "--scorer",
    metavar="MODULE:FUNCTION",
    help="A likeness of texts of your own, as one more feature.  自备的文本相似度。",
)
def command(
    a: str,
    b: str,
    format_: str,
    language: Language | None,
    mode: Literal["editions", "cities"] | None,
    output: str | None,
    manifest: str | None,
    reviews: str | None,
    store: str | None,
    allow_versions: bool,
    scorer: str | None,
) -> None:
    """Compare two notices measure by measure: what goes on, what changed, what was dropped, what is new, and why.

    逐项对照两份通知：延续、加强、减弱、取消、新增，变化的数字，责任单位，并说明理由。

    A and B are ids of the manifest (weihai-2020), a place and a year (威海:2020, weihai:2020), or files.
    The html is one page that needs no network and prints well.
    """
    from policygraph import verbs

    with ours():
        found = verbs.compare(
            a,
            b,
            mode=mode,
            manifest=manifest,
            reviews=reviews,
            store=store,
            allow_versions=allow_versions,
            scorer=scorer,
        )
    for error in found.refused:
        say(str(error))
    text = SHOW[format_](found, language or found.a.language)
    if output in (None, "-"):
        click.echo(text, nl=False)
    else:
        assert output is not None
        Path(output).write_bytes(click.unstyle(text).encode("utf-8"))
        say(f"wrote {output}")


def _as_json(found: Comparison, language: Language) -> str:
    from ingest.record import json_line

    return json_line(found.record()) + "\n"


def _as_table(found: Comparison, language: Language) -> str:
    from policygraph.cli.side_by_side import side_by_side

    return side_by_side(found, language) + "\n"


def _as_html(found: Comparison, language: Language) -> str:
    from policygraph.web.comparison_page import comparison_page

    return comparison_page(found, language)


def _as_csv(found: Comparison, language: Language) -> str:
    """Rows by topic; begins with a byte order mark, without which Excel takes the Chinese for something else."""
    from graph.review_table import shielded
    from policygraph.cli.side_by_side import change_line, facts_of

    head = ("topic", "relation", "score", "status", "from", "to", "why", "changes", "left", "right")
    facts = ("units", "amounts", "deadlines")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*head, *(f"{side}_{fact}" for fact in facts for side in ("left", "right"))])
    for row in found.rows(language):
        sides = (row.left, row.right)
        ids = [side.measure.id if side else "" for side in sides]
        texts = [" ".join(side.measure.text.split("\n")) if side else "" for side in sides]
        score = "" if row.score is None else f"{row.score:.3f}"
        status = row.status if row.paired else ""
        changes = "; ".join(change_line(change, language, found.mode) for change in row.changes)
        cells = [
            "; ".join(facts_of(side, side.clause.language)[fact]) if side else "" for fact in facts for side in sides
        ]
        line = [row.topic_label, row.relation, score, status, *ids, row.why, changes, *texts, *cells]
        writer.writerow([shielded(cell) for cell in line])
    return "\ufeff" + out.getvalue()


SHOW: dict[str, Callable[[Comparison, Language], str]] = {
    "table": _as_table,
    "json": _as_json,
    "csv": _as_csv,
    "html": _as_html,
}
