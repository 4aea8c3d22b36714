"""The command line: ``policygraph COMMAND``. One small module a command, loaded when it is asked for.

Data goes to stdout, talk and progress to stderr. Exit 0: all well; 1: some inputs failed, each named, the rest done; 2: wrong
usage.
"""

from __future__ import annotations

import difflib
import importlib
import importlib.util
import sys

import click

import policygraph

#: commands in the order of ``--help``; the module of the same name holds a click command ``command``
COMMANDS = ("parse", "extract", "build", "query", "compare", "review", "export", "validate", "evaluate", "serve")


class Commands(click.Group):
    """Looks a command up by importing its module, and only then."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in COMMANDS if importlib.util.find_spec(f"{__name__}.{name}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command = importlib.import_module(f"{__name__}.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], known, 1)
            raise click.UsageError(f"no command {args[0]!r} (try: {near[0] if near else ', '.join(known)})", ctx)
        return super().resolve_command(ctx, args)


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit: 0 all well, 1 some inputs failed (each named on stderr, the rest done), 2 wrong usage.",
)
@click.version_option(policygraph.__version__, prog_name="policygraph")
def cli() -> None:
    """Trade-policy notices as clauses, measures, amounts and deadlines, and as a graph that links them.

    把外贸政策通知变成条款、措施、金额、期限与责任单位，并连成跨城市、跨年度的图谱。
    """


def main() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):  # a C or GBK locale must not stop Chinese output
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    cli(prog_name="policygraph")
