"""``policygraph build``: notices → graph."""

from __future__ import annotations

import click

from policygraph.cli.talk import Inputs, Progress, ours, say


@click.command("build")
@click.argument("paths", metavar="[PATH]…", nargs=-1)
@click.option(
    "--store", metavar="DIR|URL", default="build/store", show_default=True, help="Where the graph goes.  图数据库。"
)
@click.option("--manifest", metavar="CSV", help="[default: manifest.csv beside PATH or one folder above]  清单文件。")
@click.option(
    "--workers", metavar="N", type=click.IntRange(1), default=1, show_default=True, help="Processes.  并行进程数。"
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="A Dask scheduler, to share the work among machines.  分布式调度器地址。"
)
def command(paths: tuple[str, ...], store: str, manifest: str | None, workers: int, scheduler: str | None) -> None:
    """Build the graph from notices (files and folders; default data/notices).

    由政策通知构建图谱；未改动的文件不重复处理。
    """
    from policygraph import verbs

    inputs = Inputs()
    with ours(), Progress("building") as bar:
        report = verbs.build(*paths, store=store, manifest=manifest, workers=workers, scheduler=scheduler, progress=bar)
    click.echo(str(report))
    inputs.finish()
    say(store)
