"""``policygraph review``: links out to a table that people fill in, their decisions back in, and what is kept."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from policygraph.cli.talk import Inputs, ours, say


@click.command("review", short_help="links to a table for people, and back  人工复核")
@click.argument("what", metavar="[A B | TABLE…]", nargs=-1)
@click.option("--output", "-o", metavar="FILE", help="Of the table.  输出表格。  [default: stdout]")
@click.option(
    "--manifest",
    metavar="CSV",
    type=click.Path(exists=True, dir_okay=False),
    help="Where ids are looked up.  清单文件。  [default: data/manifest.csv]",
)
@click.option("--reviews", metavar="DIR", help="Where decisions are kept.  复核目录。  [default: data/reviews]")
@click.option("--store", metavar="DIR|URL", help="Notices from a graph instead of files.  从图数据库取通知。")
def command(
    what: tuple[str, ...], output: str | None, manifest: str | None, reviews: str | None, store: str | None
) -> None:
    """Review links: write them to a table, read the decisions back, or list what is kept.

    人工复核：导出关联表，读回结论，或列出已有结论。

    \b
    policygraph review A B -o links.csv   the links between two notices, for a spreadsheet
    policygraph review links.csv          reads the decisions: accept, reject, relabel, add
    policygraph review                    the decisions that are kept, and whether they still hold
    """
    if not what:
        _list(manifest, reviews, store)
    elif all(_is_table(name) for name in what):
        _import(what, manifest, reviews, store)
    elif len(what) == 2:
        _export(*what, output=output, manifest=manifest, reviews=reviews, store=store)
    else:
        raise click.UsageError(
            "two notices, or tables that were filled in (try: policygraph review weihai-2020 weihai-2026)"
        )


def _is_table(name: str) -> bool:
    return name.lower().endswith(".csv")


def _export(
    a: str, b: str, *, output: str | None, manifest: str | None, reviews: str | None, store: str | None
) -> None:
    from graph.review_table import review_rows, write_table
    from policygraph import verbs

    with ours():
        found = verbs.compare(a, b, manifest=manifest, reviews=reviews, store=store)
    for error in found.refused:
        say(str(error))
    rows = review_rows(found)
    data = write_table(rows)
    if output in (None, "-"):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        assert output is not None
        Path(output).write_bytes(data)
        say(f"wrote {output}")
    say(f"{len(rows)} links, {sum(bool(row['decision']) for row in rows)} of them decided")


def _import(tables: tuple[str, ...], manifest: str | None, reviews: str | None, store: str | None) -> None:
    from policygraph import verbs

    inputs = Inputs()
    for table in tables:
        with ours():
            done = verbs.review(table, manifest=manifest, reviews=reviews, store=store)
        for error in done.errors:
            inputs.fail(error)
        for path in done.files:
            say(f"wrote {path}")
        said = ", ".join(f"{n} {decision}" for decision, n in done.counts.items()) or "none"
        say(f"{table}: {done.kept} decisions kept ({said}), {done.open} rows without one")
    inputs.finish()


def _list(manifest: str | None, reviews: str | None, store: str | None) -> None:
    from graph.review_folder import load_reviews
    from policygraph import verbs
    from policygraph.cli.columns import table

    inputs = Inputs()
    folder = verbs.reviews_folder(reviews, manifest)
    kept = load_reviews(folder)
    for wrong in kept.errors:
        inputs.fail(wrong)
    rows = []
    with ours():
        states = verbs.review_states(kept.reviews, manifest=manifest, store=store)
    for review, error in states:
        state = "holds" if error is None else error.what
        rows.append((review.left, review.right, review.decision, review.relation or "", review.reviewer, state))
        if error is not None:
            inputs.fail(error)
    if rows:
        click.echo(table(("from", "to", "decision", "relation", "reviewer", "state"), rows))
    say(f"{len(rows)} decisions in {folder}")
    inputs.finish()
