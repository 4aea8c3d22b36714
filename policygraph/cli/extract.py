"""``policygraph extract``: the facts of single texts, one a line."""

from __future__ import annotations

import sys
from typing import BinaryIO

import click

from ingest.errors import ReadError
from ingest.model import Language
from policygraph.cli.talk import Inputs, ours


@click.command("extract", short_help="facts of single texts, one a line  逐行抽取")
@click.argument("file", metavar="[FILE|-]", default="-")
@click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    help="Of every line.  语言。  [default: told by the script of each line]",
)
def command(file: str, language: Language | None) -> None:
    """Amounts, deadlines and units of texts: one text a line in, one JSON object a line out.

    逐行抽取金额、期限与责任单位：每行一段文字，每行一个 JSON。
    """
    from ingest.record import json_line
    from policygraph.verbs import extract

    inputs = Inputs()
    with ours(), _opened(file) as stream:
        for number, line in enumerate(stream, 1):
            text = ""
            with inputs.each():
                try:
                    text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
                except UnicodeDecodeError as error:
                    what = f"not UTF-8 at byte {error.start + 1} of the line"
                    raise ReadError(what, source=file, line=number, hint="convert it to UTF-8") from None
            click.echo(json_line(extract(text, language=language)))  # a line out for every line in, readable or not
    inputs.finish()


def _opened(file: str) -> BinaryIO:
    if file == "-":
        return sys.stdin.buffer
    try:
        return open(file, "rb")
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", source=file) from None
