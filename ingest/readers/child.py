"""Work on one file in a process of its own, so that a bad file can neither stop nor kill who reads it.

A child is given one file after another: starting it is paid once (about as long as importing the program takes), a file costs
what its bytes and its result take through a pipe. It may use so much time a file and so much memory; a file that hangs, eats
memory or crashes the child is an error of its own, and the next file gets a new child.

This guards against accidents, not against attack: a child may read and write what its user may.
"""

from __future__ import annotations

import atexit
import io
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import Any, BinaryIO

from ingest.errors import PolicyGraphError, ReadError

_MEBIBYTE = 2**20
_GRACE = 5.0  # seconds that an idle child is given to end by itself


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What a child may use: ``seconds`` on the clock for each file, ``memory_bytes`` at any time (0: no bound).

    A page that goes to character recognition takes some seconds: a scan of hundreds of pages wants more than the default.
    Memory is bounded where the platform can do it (Linux: data and anonymous memory; elsewhere in Unix: address space;
    Windows: not at all).
    """

    seconds: float = 1200.0
    memory_bytes: int = 4 * 2**30

    @property
    def memory(self) -> str:
        return f"{self.memory_bytes // _MEBIBYTE:,} MB"


class Children:
    """Child processes that wait for work. Use it as a context; it may be shared by threads, each gets a child of its own."""

    def __init__(self, limits: ChildLimits) -> None:
        self.limits = limits
        self._idle: list[_Child] = []
        self._all: set[_Child] = set()
        self._lock = threading.Lock()
        self._closed = False

    def run(self, work: Callable[..., Any], *args: Any) -> Any:
        """``work(*args)`` in a child; what it is called with and what it gives must be picklable.

        Errors of ours come through. Where the child hangs, crashes, lacks memory or lets out another exception, it is a
        ``ReadError`` (without ``source``: the caller knows the file).
        """
        child = self._take()
        try:
            return child.run(work, args)
        finally:
            self._give_back(child)

    def _take(self) -> _Child:
        with self._lock:
            if self._closed:
                raise ReadError("not read: the work was stopped")
            try:
                child = self._idle.pop() if self._idle else _Child(self.limits)
            except OSError as error:
                raise ReadError(f"no child process to read it in: {error.strerror}", hint="--time-limit 0") from error
            self._all.add(child)
            return child

    def _give_back(self, child: _Child) -> None:
        with self._lock:
            if child.sound and not self._closed:
                self._idle.append(child)
                return
            self._all.discard(child)
        child.end(0.0)

    def close(self) -> None:
        """End all children, those at work too."""
        with self._lock:
            self._closed = True
            idle, busy = self._idle, self._all.difference(self._idle)
            self._idle, self._all = [], set()
        for child in busy:
            child.kill()  # who waits for it ends it
        for child in idle:
            child.end(_GRACE)

    def __enter__(self) -> Children:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@cache
def _of_this_process(limits: ChildLimits) -> Children:
    children = Children(limits)
    atexit.register(children.close)
    return children


def apart(limits: ChildLimits, work: Callable[..., Any], *args: Any) -> Any:
    """``work(*args)`` in a child that this process keeps until it ends: what a worker on another machine calls."""
    return _of_this_process(limits).run(work, *args)


class _Child:
    """One process, one piece of work at a time."""

    def __init__(self, limits: ChildLimits) -> None:
        self.limits, self.sound = limits, False  # sound: it has done all it was asked and waits for more
        # not multiprocessing: that would run the script of whoever calls us a second time
        command = [sys.executable, "-P", "-c", "from ingest.readers.child import serve; serve()"]
        command += [str(limits.seconds), str(limits.memory_bytes)]
        path = os.pathsep.join(map(os.path.abspath, filter(None, sys.path)))
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
            start_new_session=True,  # Ctrl-C is for us, and what a child has started ends with it
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._to: BinaryIO = self._process.stdin  # type: ignore[assignment]
        self._from: BinaryIO = self._process.stdout  # type: ignore[assignment]

    def run(self, work: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        late, self.sound = threading.Event(), False

        def stop() -> None:
            late.set()
            self.kill()

        clock = threading.Timer(self.limits.seconds, stop)
        try:
            # the child says when it has loaded what it needs: only then does the time of the file begin
            self._ask((work, None))
            clock.start()
            outcome = self._ask((work, args))
        except (OSError, EOFError, pickle.UnpicklingError):
            raise self._lost(late.is_set(), clock.is_alive() or late.is_set()) from None
        finally:
            clock.cancel()
        self.sound = not (isinstance(outcome, _Fault) and outcome.memory)
        if isinstance(outcome, _Fault):
            raise outcome.error(self.limits)
        if isinstance(outcome, PolicyGraphError):
            raise outcome
        return outcome

    def _ask(self, question: tuple[Callable[..., Any], tuple[Any, ...] | None]) -> Any:
        pickle.dump(question, self._to, protocol=pickle.HIGHEST_PROTOCOL)
        self._to.flush()
        return pickle.load(self._from)

    def _lost(self, late: bool, begun: bool) -> ReadError:
        if late:
            what = f"not read within {self.limits.seconds:g} seconds"
            return ReadError(what, hint="a longer --time-limit, or save it anew with another program")
        try:
            status = self._process.wait(_GRACE)  # its end is on the way: what it says of it is lost if we kill it now
        except subprocess.TimeoutExpired:
            self.kill()
            status = self._process.wait()
        if not begun:
            return ReadError(f"the process to read it in did not start (exit {status})", hint="--time-limit 0")
        if status == -9:
            what = "reading it was ended by the system, most likely for want of memory"
            return ReadError(what, hint="split the file, or read it on a machine with more memory")
        try:
            name = signal.Signals(-status).name if status < 0 else f"exit {status}"
        except ValueError:
            name = f"signal {-status}"
        hint = "save it anew with another program; if it is sound, report it"
        return ReadError(f"reading it ended the process ({name})", hint=hint)

    def kill(self) -> None:
        """End it at once, with what it has started."""
        with suppress(OSError):
            if hasattr(os, "killpg"):
                if self._process.poll() is None:
                    os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def end(self, grace: float) -> None:
        """End it and let go of its pipes; an idle child ends when nothing more can come."""
        with suppress(OSError):
            self._to.close()
        try:
            self._process.wait(grace)
        except subprocess.TimeoutExpired:
            self.kill()
            self._process.wait()
        with suppress(OSError):
            self._from.close()


@dataclass(frozen=True, slots=True)
class _Fault:
    """An exception in a child that is none of ours: ``said`` by it, ``memory`` where it ran out of that."""

    said: str
    memory: bool = False

    def error(self, limits: ChildLimits) -> ReadError:
        if self.memory:
            return ReadError(f"reading it takes more than {limits.memory} of memory", hint="a higher --memory-limit")
        return ReadError(f"a fault of this program ({self.said})", hint="report it, with the file")


# ---------------------------------------------------------------------------------------------------------------------
# in the child


def serve() -> None:
    """What a child does: work that comes in on stdin is done, its outcome goes out on stdout, until nothing more comes."""
    seconds, memory = float(sys.argv[1]), int(sys.argv[2])
    asked = io.open(os.dup(0), "rb")  # noqa: UP020, SIM115
    answers = io.open(os.dup(1), "wb")  # noqa: UP020, SIM115
    os.dup2(2, 1)  # whatever a library prints goes to stderr
    sys.stdout = sys.stderr
    _bound_memory(memory)
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            work, args = pickle.load(asked)
            _bound_time(seconds)
            pickle.dump(None if args is None else _outcome(work, args), answers, protocol=pickle.HIGHEST_PROTOCOL)
            answers.flush()


def _outcome(work: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    try:
        return work(*args)
    except PolicyGraphError as error:
        return error
    except MemoryError:
        return _Fault("", memory=True)
    except Exception as error:
        return _Fault(f"{type(error).__name__}: {error}")


def _bound_memory(size: int) -> None:
    if size:
        with suppress(ImportError, ValueError, OSError):
            import resource

            kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
            resource.setrlimit(kind, (size, resource.getrlimit(kind)[1]))


def _bound_time(seconds: float) -> None:
    """A bound on CPU time, should whoever looks at the clock be gone: so many seconds from now on every processor."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        most = int(used + 60 + seconds * (os.cpu_count() or 1))
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))
