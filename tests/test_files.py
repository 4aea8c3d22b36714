"""Files that are written whole or not at all, and digests that are kept as long as nobody touches the file."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from graph import files
from graph.files import Seen, sealed, sha256_of, unsealed


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of this moment are old enough for their digests to be kept."""
    monkeypatch.setattr(files, "_RACY", -(10**12))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read."""
    found: list[str] = []

    def noted(path: str | Path) -> bytes:
        found.append(Path(path).name)
        return sha256_of(path)

    monkeypatch.setattr(files, "sha256_of", noted)
    return found


def again(path: Path, *names: str) -> dict[str, bytes]:
    """What the next build is told about these files."""
    seen = Seen(path / "seen")
    found = {name: seen.sha256(str(path / name)) for name in names}
    seen.keep()
    return found


def written(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("old")
def test_what_nobody_touched_is_not_read_again(tmp_path: Path, read: list[str]) -> None:
    for name in ("a", "b", "c"):
        written(tmp_path / name, name)
    first = again(tmp_path, "a", "b", "c")
    assert first["a"] == hashlib.sha256(b"a").digest()
    read.clear()
    assert again(tmp_path, "a", "c") == {name: first[name] for name in ("a", "c")}
    assert read == []
    assert again(tmp_path, "a", "b") == {name: first[name] for name in ("a", "b")}
    assert read == ["b"]  # the build before did not ask for it


def _same_size_and_times(path: Path) -> None:
    before = path.stat()
    written(path, "two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _another_file(path: Path) -> None:
    before = path.stat()
    written(path.with_name("other"), "two")
    os.utime(path.with_name("other"), ns=(before.st_atime_ns, before.st_mtime_ns))
    os.replace(path.with_name("other"), path)


@pytest.mark.usefixtures("old")
@pytest.mark.parametrize("change", [_same_size_and_times, _another_file, lambda path: written(path, "two")])
def test_a_change_is_seen_however_well_it_hides(tmp_path: Path, change) -> None:  # type: ignore[no-untyped-def]
    """Written over and the old time put back (cp -p, unpacking), or another file put in its place."""
    written(tmp_path / "a", "one")
    again(tmp_path, "a")
    change(tmp_path / "a")
    assert again(tmp_path, "a")["a"] == hashlib.sha256(b"two").digest()


def test_a_young_file_is_read_again(tmp_path: Path, read: list[str]) -> None:
    """What was changed just now could be changed again within the same tick of the clock."""
    written(tmp_path / "a", "one")
    again(tmp_path, "a")
    again(tmp_path, "a")
    assert read == ["a", "a"]


@pytest.mark.usefixtures("old")
@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: data[:20], lambda data: b"", lambda data: b"x" + data]
)
def test_half_a_list_is_none(tmp_path: Path, read: list[str], damage) -> None:  # type: ignore[no-untyped-def]
    written(tmp_path / "a", "one")
    again(tmp_path, "a")
    kept = tmp_path / "seen"
    kept.write_bytes(damage(kept.read_bytes()))
    read.clear()
    assert again(tmp_path, "a")["a"] == hashlib.sha256(b"one").digest()
    assert read == ["a"]


def test_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        again(tmp_path, "gone")


def test_a_seal_is_broken_by_any_change() -> None:
    whole = sealed(b"what was written")
    assert unsealed(whole) == b"what was written"
    for n in range(len(whole)):
        assert unsealed(whole[:n]) is None
        assert unsealed(whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :]) is None
    assert unsealed(sealed(b"")) == b""
