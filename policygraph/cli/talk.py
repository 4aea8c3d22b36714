"""What a command says beside its data: messages and progress on stderr, and the exit code at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

import click

from ingest.errors import PolicyGraphError, UsageError

#: bounds on what is read of one file, for the commands that read files (``ingest.readers.Limits.of``)
limit_option = click.option(
    "--limit",
    metavar="NAME=N",
    multiple=True,
    help="How much is read of one file: pages=5000, ocr_pages=200, file_bytes=…  单个文件的读取上限。",
)


def say(message: str) -> None:
    """A line on stderr."""
    click.echo(message, err=True)


class Inputs:
    """Counts failures: one bad input is named, the rest is done, and the command ends with 1.

    ``with inputs.each(): …`` around the work on one input; ``inputs.finish()`` at the end.
    """

    def __init__(self) -> None:
        self.failed = 0

    @contextmanager
    def each(self) -> Iterator[None]:
        try:
            yield
        except UsageError:
            raise
        except PolicyGraphError as error:
            self.fail(error)

    def fail(self, error: PolicyGraphError | str) -> None:
        self.failed += 1
        say(str(error))

    def finish(self) -> None:
        if self.failed:
            sys.exit(1)


@contextmanager
def ours() -> Iterator[None]:
    """An error of ours ends the command: 2 where the request makes no sense, else 1."""
    try:
        yield
    except PolicyGraphError as error:
        say(str(error))
        sys.exit(2 if isinstance(error, UsageError) else 1)


class Progress:
    """A bar on stderr, on a terminal only: ``with Progress("parsing") as bar: work(progress=bar)``.

    The bar is a callable: (done, total, what).
    """

    def __init__(self, label: str) -> None:
        self.label = label
        self.shown = sys.stderr.isatty()

    def __enter__(self) -> Callable[..., None]:
        return self._step

    def _step(self, done: int, total: int, what: str = "") -> None:
        if self.shown:
            filled = 24 * done // total if total else 24
            bar = "█" * filled + "░" * (24 - filled)
            click.echo(f"\r\x1b[K{self.label} {bar} {done}/{total} {what}", err=True, nl=False)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.shown:
            click.echo("\r\x1b[K", err=True, nl=False)
