"""``policygraph export``: the graph, or some of its notices, in another format."""

from __future__ import annotations

import sys

import click

from policygraph.cli.talk import ours, say

FORMATS = ("jsonld", "ttl", "trig", "nq", "csv", "parquet", "graphml", "gexf")


@click.command("export")
@click.argument("notices", metavar="[NOTICE]…", nargs=-1)
@click.option("--format", "format_", type=click.Choice(FORMATS), required=True, help="输出格式。")
@click.option("--output", "-o", metavar="FILE", default="-", help="Else stdout.  输出文件。")
@click.option("--store", metavar="DIR|URL", default="build/store", show_default=True, help="The graph.  图数据库。")
def command(notices: tuple[str, ...], format_: str, output: str, store: str) -> None:
    """Export notices (all, or those named by id) as JSON-LD, Turtle, TriG, N-Quads, tables or a network.

    导出 JSON-LD、Turtle、表格或网络图；不指定通知则导出全部。
    """
    from policygraph import verbs

    with ours():
        data = verbs.export(*notices, format=format_, store=store)
        if output == "-":
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            return
        verbs.write(output, data)
    say(f"wrote {output} ({len(data):,} bytes)")
