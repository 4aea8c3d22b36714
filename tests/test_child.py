"""Files read in child processes: one that hangs, crashes or eats memory is an error with its name, and the rest is read."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.apart import RemoteChildren
from graph.build import build
from ingest.errors import PasswordNeeded, ReadError
from ingest.readers import read, read_file
from ingest.readers.child import ChildLimits, Children

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = Path(__file__).parent / "samples"
LIMITS = ChildLimits(seconds=10, memory_bytes=2**30)

#: a reader that does what bad files have made readers do; Python loads a module of this name in every process
HOSTILE = """
import os, time
import ingest.readers as readers

class Hostile:
    name = "hostile"
    def sniff(self, data):
        return data.startswith(b"HOSTILE ")
    def read(self, data, source, **settings):
        if b"hang" in data:
            time.sleep(3600)
        if b"crash" in data:
            os.abort()
        if b"segfault" in data:
            import ctypes
            ctypes.string_at(0)
        if b"leave" in data:
            os._exit(0)
        if b"eat" in data:
            held = []
            while True:
                held.append(bytearray(2**26))
        raise ValueError("out of range")

readers.READERS = (Hostile(), *readers.READERS)
"""
SAID = {
    "hang": "not read within 10 seconds (try: a longer --time-limit",
    "crash": "reading it ended the process (SIGABRT)",
    "segfault": "reading it ended the process (SIGSEGV)",
    "leave": "reading it ended the process (exit 0)",
    "eat": "the hostile file needs more memory than there is (try: split it, or a higher --memory-limit)",
    "fault": "a fault of this program (ValueError: out of range) (try: report it",
}


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one sound notice and one bad file of each kind, and children that have the reader above."""
    (tmp_path / "sitecustomize.py").write_text(HOSTILE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    folder = tmp_path / "notices"
    folder.mkdir()
    for name in SAID:
        (folder / f"{name}.txt").write_bytes(b"HOSTILE " + name.encode())
    (folder / "a-sound.txt").write_text("一、支持扩大进口。给予3万元奖励。\n", encoding="utf-8")
    (folder / "z-sound.txt").write_text("一、支持扩大出口。给予5万元奖励。\n", encoding="utf-8")
    return folder


def test_what_is_read_apart_is_what_is_read_here() -> None:
    names = ("s2_jixi_nohead.pdf", "s3_autonum.docx", "s2_handmade.ofd", "s3_gb18030.txt", "table_policy_list.pdf")
    with Children(LIMITS) as children:
        for name in names:
            assert children.run(read_file, SAMPLES / name) == read_file(SAMPLES / name)


def test_errors_of_ours_come_through() -> None:
    with Children(LIMITS) as children:
        with pytest.raises(
            ReadError, match=r"^a\.txt: nothing to read: the file is empty \(try: get the file again\)$"
        ):
            children.run(read, b"", "a.txt")
        with pytest.raises(PasswordNeeded, match="encrypted"):
            children.run(read_file, SAMPLES / "enc_user_pw_secret.pdf")
        assert children.run(os.getpid) == children.run(os.getpid)  # and the child goes on


def test_one_child_reads_one_file_after_another() -> None:
    with Children(LIMITS) as children:
        first = children.run(os.getpid)
        assert {children.run(os.getpid) for _ in range(5)} == {first}
        with pytest.raises(ReadError):
            children.run(os.abort)
        assert children.run(os.getpid) not in (first, os.getpid())


def test_threads_have_children_of_their_own() -> None:
    with Children(LIMITS) as children, ThreadPoolExecutor(2) as threads:
        waits = [threads.submit(children.run, time.sleep, 0.5) for _ in range(2)]
        assert [wait.result() for wait in waits] == [None, None]
        assert len(children._idle) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is bounded otherwise, or not at all")
def test_memory() -> None:
    with Children(LIMITS) as children:
        with pytest.raises(ReadError, match="more than 1,024 MB of memory"):
            children.run(bytearray, 2**32)
        assert len(children.run(bytearray, 2**20)) == 2**20


def test_closing_ends_what_is_at_work() -> None:
    children = Children(ChildLimits(seconds=3600))
    with ThreadPoolExecutor(1) as threads:
        hanging = threads.submit(children.run, time.sleep, 3600)
        while not children._all:
            time.sleep(0.01)
        children.close()
        with pytest.raises(ReadError):
            hanging.result()
    with pytest.raises(ReadError, match="stopped"):
        children.run(os.getpid)


def test_what_is_printed_does_not_disturb(capfd: pytest.CaptureFixture[str]) -> None:
    with Children(LIMITS) as children:
        assert children.run(os.system, "echo talk") == 0
        assert children.run(print, "more talk") is None
    assert capfd.readouterr().out == ""


def test_a_worker_keeps_its_children() -> None:
    with ThreadPoolExecutor(1) as elsewhere:
        pool = RemoteChildren(elsewhere, LIMITS)
        assert pool.submit(os.getpid).result() == pool.submit(os.getpid).result() != os.getpid()
        with pytest.raises(ReadError, match="SIGABRT" if os.name == "posix" else "ended the process"):
            pool.submit(os.abort).result()


@pytest.mark.skipif(sys.platform != "linux", reason="signals and bounds as Linux has them")
def test_a_build_goes_on(hostile: Path) -> None:
    report = build([hostile], store_dir=hostile.parent / "store", apart=LIMITS, workers=2)
    assert [found.file for found in report.notices] == ["a-sound.txt", "z-sound.txt"]
    said = {Path(failure.file).stem: str(failure.error) for failure in report.failures}
    assert said.keys() == SAID.keys()
    for name, message in said.items():
        assert message.startswith(f"{hostile / name}.txt: {SAID[name]}")
    build([hostile / "a-sound.txt", hostile / "z-sound.txt"], store_dir=hostile.parent / "alone")
    parts = [folder / "partitions" for folder in (hostile.parent / "store", hostile.parent / "alone")]
    here, there = ({file.name: file.read_bytes() for file in part.iterdir()} for part in parts)
    assert here == there  # apart or not, the same


@pytest.mark.skipif(sys.platform != "linux", reason="signals and bounds as Linux has them")
def test_the_command(hostile: Path) -> None:
    for name in SAID.keys() - {"fault", "crash"}:
        (hostile / f"{name}.txt").unlink()
    command = [sys.executable, "-m", "policygraph", "build", str(hostile), "--store", str(hostile.parent / "store")]
    path = os.pathsep.join([str(hostile.parent), str(ROOT)])
    done = subprocess.run(
        [*command, "--time-limit", "60", "--memory-limit", "2048"],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "fault.txt: a fault of this program (ValueError: out of range)" in done.stderr
    assert "crash.txt: reading it ended the process (SIGABRT)" in done.stderr
    assert "2 notices (0 unchanged)" in done.stderr
    assert "Traceback" not in done.stderr
