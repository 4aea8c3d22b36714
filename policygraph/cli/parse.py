"""``policygraph parse``: notices as JSON Lines, or as a tree to read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.errors import ManifestError, PolicyGraphError
from ingest.manifest import Manifest
from ingest.model import Notice, Remark
from policygraph.cli.talk import Inputs, Progress, limit_option, ours, say

if TYPE_CHECKING:
    from ingest.readers import Limits


@click.command("parse", short_help="notices → clauses, amounts, deadlines, units  解析通知")
@click.argument("files", metavar="FILE…|-", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a notice, one a line.  每个通知一行 JSON。")
@click.option("--report", is_flag=True, help="What was read and what was not, instead of the facts.  覆盖报告。")
@click.option(
    "--manifest",
    metavar="CSV",
    type=click.Path(exists=True, dir_okay=False),
    help="What is known beside the text: id, place, year.  清单文件。  [default: manifest.csv beside FILE or one folder above]",
)
@click.option(
    "--page-image",
    "as_image",
    is_flag=True,
    help="A page of one PDF as PNG, the facts drawn on it (with --page, --output).  在页面图上标出事实。",
)
@click.option("--page", type=click.IntRange(min=1), default=1, show_default=True, help="Which page.  页码。")
@click.option("--output", metavar="FILE", help="Where the picture goes; - is stdout.  图片文件。")
@click.option("--password", metavar="WORD", help="For encrypted files.  加密文件的口令。")
@limit_option
def command(
    files: tuple[str, ...],
    as_json: bool,
    report: bool,
    manifest: str | None,
    as_image: bool,
    page: int,
    output: str | None,
    password: str | None,
    limit: tuple[str, ...],
) -> None:
    """Parse notices into clauses, measures, amounts, deadlines and units.

    解析政策通知：条款、措施、金额、期限、责任单位。

    FILE is text, PDF, HTML, DOCX, OFD or a scan; "-" reads stdin.
    """
    from ingest.manifest import load_manifest
    from ingest.readers import Limits
    from policygraph import verbs

    with ours():
        limits = Limits.of(limit)
        given = load_manifest(manifest) if manifest else None
    if as_image:
        _draw(files, page, output, password, limits)
        return
    show = _as_json if as_json else _as_tree
    if report:
        show = _as_json_with_report if as_json else _as_report
    inputs, shown = Inputs(), 0
    warned: set[str] = set()
    with Progress("parsing") as bar:
        for done, file in enumerate(files):
            if len(files) > 1:
                bar(done, len(files), Path(file).name)
            with inputs.each():
                known = given
                if known is None and file != "-":
                    try:
                        known = verbs.manifest_beside(file)
                    except ManifestError as error:  # nobody asked for it: say so and go on
                        if str(error) not in warned:
                            warned.add(str(error))
                            say(f"{error}; going on without it")
                notice = _notice(file, known, password, limits)
                for version in (notice,) if as_json else (notice, *notice.translations):
                    click.echo(("\n" if shown and show is _as_tree else "") + show(version))
                    shown += 1
                remarks = dict.fromkeys(r for n in (notice, *notice.translations) for r in _remarks(n))
                for remark in () if as_json or report else remarks:
                    say(str(PolicyGraphError(remark.message, source=file, page=remark.page, hint=remark.hint)))
    inputs.finish()


def _draw(files: tuple[str, ...], page: int, output: str | None, password: str | None, limits: Limits) -> None:
    """One page of one file as a picture."""
    from policygraph import verbs
    from policygraph.page_image import page_image as drawn

    if len(files) != 1 or output is None:
        raise click.UsageError(
            "--page-image wants one FILE and --output (try: --page-image a.pdf --page 3 --output p3.png)"
        )
    with ours():
        data = _bytes(files[0], limits)
        notice = verbs.parse_bytes(data, files[0], password=password, limits=limits)
        picture = drawn(data, notice, page, password=password)
        if output == "-":
            click.echo(picture, nl=False)
        else:
            Path(output).write_bytes(picture)
            say(f"wrote {output}")


def _remarks(notice: Notice) -> Iterator[Remark]:
    yield from notice.document.remarks
    yield from notice.remarks


def _as_json(notice: Notice) -> str:
    from ingest.record import json_line, record_of

    return json_line(record_of(notice))


def _as_tree(notice: Notice) -> str:
    from policygraph.cli.tree import tree

    return tree(notice)


def _as_report(notice: Notice) -> str:
    from policygraph.cli.report import report

    return report(notice)


def _as_json_with_report(notice: Notice) -> str:
    from ingest.coverage import coverage_of
    from ingest.record import json_line, record_of
    from policygraph.cli.report import coverage_record

    return json_line({**record_of(notice), "coverage": coverage_record(coverage_of(notice))})


def _notice(file: str, manifest: Manifest | None, password: str | None, limits: Limits) -> Notice:
    from ingest.notice import read_notice
    from policygraph import verbs

    if file == "-":
        return verbs.parse_bytes(_bytes(file, limits), file, manifest=manifest, password=password, limits=limits)
    return read_notice(file, manifest, password=password, limits=limits)


def _bytes(file: str, limits: Limits) -> bytes:
    from policygraph import verbs

    if file == "-":  # one byte more than is read shows that there are too many
        return sys.stdin.buffer.read(limits.file_bytes + 1)
    return verbs.file_bytes(file, limits)
