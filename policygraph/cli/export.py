"""``policygraph export``: the graph, or some of its notices, in another format."""

from __future__ import annotations

import sys

import click

from policygraph.cli.talk import ours, say

FORMATS = ("jsonld", "ttl", "trig", "nq", "csv", "parquet", "graphml", "gexf")
TABLES = ("measures", "amounts", "deadlines", "units", "clauses", "links")
NETWORKS = ("all", "links", "units")


@click.command("export", short_help="JSON-LD, Turtle, CSV, GraphML …  导出")
@click.argument("notices", metavar="[NOTICE]…", nargs=-1)
@click.option("--format", "format_", type=click.Choice(FORMATS), required=True, help="输出格式。")
@click.option(
    "--output",
    "-o",
    metavar="FILE|FOLDER",
    help="A folder gets a file a notice, or a table.  输出文件或目录。  [default: stdout]",
)
@click.option(
    "--table", type=click.Choice(TABLES), default="measures", show_default=True, help="Of csv and parquet.  哪张表。"
)
@click.option(
    "--network", type=click.Choice(NETWORKS), default="all", show_default=True, help="Of graphml and gexf.  哪个网络。"
)
@click.option("--store", metavar="DIR|URL", default="build/store", show_default=True, help="The graph.  图数据库。")
def command(notices: tuple[str, ...], format_: str, output: str | None, table: str, network: str, store: str) -> None:
    """Export notices (all, or those named by id) as JSON-LD, Turtle, TriG, N-Quads, tables or a network.

    导出 JSON-LD、Turtle、表格或网络图；不指定通知则导出全部。
    """
    from policygraph import verbs

    with ours():
        target = None if output in (None, "-") else output
        done = verbs.export(*notices, format=format_, output=target, table=table, which=network, store=store)
    if isinstance(done, bytes):
        sys.stdout.buffer.write(done)
        sys.stdout.buffer.flush()
    else:
        for path in done:
            say(f"wrote {path}")
