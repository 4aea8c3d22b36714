"""``policygraph evaluate``: what is found against what a reader marked."""

from __future__ import annotations

from pathlib import Path

import click

from policygraph.cli.talk import Inputs, say


@click.command("evaluate", short_help="precision, recall, F1 against gold files  评测")
@click.argument("gold", metavar="GOLD…", nargs=-1, required=True)
@click.option(
    "--notices",
    metavar="FOLDER",
    help="Where the texts are.  通知文本所在目录。  [default: beside GOLD, or ../notices]",
)
@click.option("--by-file", is_flag=True, help="A row a file, too.  逐个文件列出。")
@click.option("--show", is_flag=True, help="List what was missed (-) and what is wrong or extra (+).  列出漏报与误报。")
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--write", is_flag=True, help="Write SCORES.md beside the first GOLD.  写入 SCORES.md。")
def command(gold: tuple[str, ...], notices: str | None, by_file: bool, show: bool, format_: str, write: bool) -> None:
    """Precision, recall and F1 for each kind of fact, and for links, against gold files.

    与人工标注对照，给出各类事实的精确率、召回率与 F1。

    GOLD: <id>.<language>.json (facts), align-*.json (links), measures-*.json (texts of measures). Only counts, never tunes.
    """
    from ingest.record import json_line
    from policygraph import scores, verbs
    from policygraph.cli.columns import table

    inputs = Inputs()
    evaluation = verbs.evaluate(*gold, notices=notices)
    for error in evaluation.failed:
        inputs.fail(error)
    rows = evaluation.rows(by_file)
    if format_ == "json":
        for file, kind, score in rows:
            figures = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
            counts = {"wanted": score.wanted, "found": score.found, "right": score.right}
            click.echo(json_line({"file": file, "kind": kind, **figures, **counts}))
    elif rows:
        head = (("file",) if by_file else ()) + scores.HEAD
        first = len(head) - 6
        body = [((file,) if by_file else ()) + (kind, *scores.cells(score)) for file, kind, score in rows]
        click.echo(table(head, body, right=range(first, len(head))))
    if show:
        for scored in evaluation.files:
            for comparison in scored.comparisons:
                for sign, facts in (("-", comparison.missed), ("+", comparison.extra)):
                    for fact in facts:
                        click.echo(f"{sign} {scored.name}: {comparison.kind}: {scores.fact(fact)}")
    if write and evaluation.files:
        target = Path(gold[0]).parent / "SCORES.md"
        beside = target.with_name("cross_validation.md")  # what benchmarks.fit_links found: links judged by other links
        more = beside.read_text(encoding="utf-8") if beside.is_file() else ""
        target.write_text(scores.markdown(evaluation, more), encoding="utf-8")
        say(f"wrote {target}")
    inputs.finish()
