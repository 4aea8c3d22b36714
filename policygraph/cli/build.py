"""``policygraph build``: notices → graph."""

from __future__ import annotations

import click

from policygraph.cli.talk import Inputs, Progress, limit_option, ours, say


@click.command("build", short_help="notices → graph  构建图谱")
@click.argument("paths", metavar="[PATH]…", nargs=-1)
@click.option(
    "--store", metavar="DIR|URL", default="build/store", show_default=True, help="Where the graph goes.  图数据库。"
)
@click.option(
    "--manifest",
    metavar="CSV",
    type=click.Path(exists=True, dir_okay=False),
    help="[default: manifest.csv beside PATH or one folder above]  清单文件。",
)
@click.option(
    "--workers", metavar="N", type=click.IntRange(1), default=1, show_default=True, help="Processes.  并行进程数。"
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="A Dask scheduler, to share the work among machines.  分布式调度器地址。"
)
@click.option(
    "--reviews", metavar="DIR", help="Decisions of reviewers.  人工复核目录。  [default: reviews, beside the manifest]"
)
@click.option(
    "--time-limit",
    metavar="SECONDS",
    type=click.FloatRange(0),
    default=1200,
    show_default=True,
    help="For each file, read in a child process; 0 reads in this one.  每个文件的时限。",
)
@click.option(
    "--memory-limit",
    metavar="MB",
    type=click.IntRange(0),
    default=4096,
    show_default=True,
    help="Of a child process; 0 is no limit.  子进程内存上限。",
)
@click.option(
    "--scorer",
    metavar="MODULE:FUNCTION",
    help="A likeness of texts of your own, as one more feature.  自备的文本相似度。",
)
@click.option("--password", metavar="WORD", help="For encrypted files.  加密文件的口令。")
@limit_option
def command(
    paths: tuple[str, ...],
    store: str,
    manifest: str | None,
    workers: int,
    scheduler: str | None,
    reviews: str | None,
    scorer: str | None,
    time_limit: float,
    memory_limit: int,
    password: str | None,
    limit: tuple[str, ...],
) -> None:
    """Build the graph from notices (files and folders; default data/notices).

    由政策通知构建图谱；未改动的文件不重复处理。
    """
    from ingest.readers import Limits
    from policygraph import verbs
    from policygraph.cli.columns import table

    inputs = Inputs()
    with ours(), Progress("building") as bar:
        report = verbs.build(
            *paths,
            store=store,
            manifest=manifest,
            workers=workers,
            scheduler=scheduler,
            reviews=reviews,
            scorer=scorer,
            progress=bar,
            time_limit=time_limit,
            memory_limit=memory_limit,
            password=password,
            limits=Limits.of(limit),
        )
    for failure in report.failures:
        inputs.fail(failure.error)
    for error in report.refused:
        inputs.fail(error)
    head = ("notice", "clauses", "measures", "units", "amounts", "deadlines", "remarks", "quads")
    rows = [[str(getattr(found, name if name != "notice" else "id")) for name in head] for found in report.notices]
    if rows:
        click.echo(table(head, rows, right=range(1, len(head))))
    cached = sum(found.cached for found in report.notices)
    say(
        f"{len(report.notices)} notices ({cached} unchanged), {report.links} links and {report.unpaired} unpaired measures "
        f"over {report.pairs} pairs, {report.quads:,} quads in {report.store}{'' if report.changed else ', as before'}"
    )
    inputs.finish()
