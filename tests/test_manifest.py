"""The manifest: our own loads, and every bad row is named by file and line."""

from pathlib import Path

import pytest

from ingest.errors import ManifestError
from ingest.manifest import load_manifest

ROOT = Path(__file__).parents[1]
HEAD = "id,file,language,year,region_code\n"


def test_our_own_manifest_has_a_row_for_every_notice():
    manifest = load_manifest(ROOT / "data/manifest.csv")
    assert {entry.file for entry in manifest} == {path.name for path in (ROOT / "data/notices").iterdir()}
    originals = {entry.id for entry in manifest}
    assert all(entry.translation_of in originals for entry in manifest if entry.translation_of)


def test_a_row_is_found_by_file_name_in_any_folder():
    manifest = load_manifest(ROOT / "data/manifest.csv")
    entry = manifest.of("/elsewhere/weihai-2020.zh.txt")
    assert entry is not None and (entry.place_zh, entry.year, entry.region_code) == ("威海市", 2020, "371000")
    assert manifest.of("unknown.txt") is None
    assert manifest.by_id("weihai-2020") is entry


BAD = {
    "no such column": ("id,file,citty\n", 1, "citty"),
    "file column missing": ("id,year\n", 1, "file"),
    "cells missing": (HEAD + "a,a.txt\n", 2, "2 cells for 5"),
    "an unquoted comma": (HEAD + "a,a.txt,zh,2020,371000,more\n", 2, "6 cells"),
    "a year in words": (HEAD + "a,a.txt,zh,二〇二〇,371000\n", 2, "year"),
    "a region code of four digits": (HEAD + "a,a.txt,zh,2020,3710\n", 2, "region_code"),
    "a language we do not read": (HEAD + "a,a.txt,fr,2020,371000\n", 2, "language"),
    "a path instead of a name": (HEAD + "a,data/a.txt,zh,2020,371000\n", 2, "file name"),
    "an id with a space": (HEAD + "a b,a.txt,zh,2020,371000\n", 2, "plain word"),
    "the same id twice": (HEAD + "a,a.txt,zh,2020,\n\n# a remark\na,b.txt,zh,2021,\n", 5, "first in line 2"),
    "the same file twice": (HEAD + "a,a.txt,zh,2020,\nb,a.txt,zh,2021,\n", 3, "first in line 2"),
    "nothing in it": ("", None, "is empty"),
}


@pytest.mark.parametrize(("text", "line", "says"), BAD.values(), ids=BAD.keys())
def test_a_bad_row_is_named(tmp_path, text, line, says):
    path = tmp_path / "manifest.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError) as caught:
        load_manifest(path)
    assert (caught.value.source, caught.value.line) == (str(path), line)
    assert says in str(caught.value)


def test_a_spreadsheet_may_write_a_byte_order_mark_and_crlf(tmp_path):
    path = tmp_path / "manifest.csv"
    path.write_bytes(("\ufeff" + HEAD + "a,a.txt,zh,2020,371000\n").replace("\n", "\r\n").encode("utf-8"))
    assert load_manifest(path).by_id("a") is not None


def test_a_manifest_in_gbk_says_what_to_do(tmp_path):
    path = tmp_path / "manifest.csv"
    path.write_bytes("id,file,place_zh\na,a.txt,威海市\n".encode("gbk"))
    with pytest.raises(ManifestError, match="UTF-8"):
        load_manifest(path)


def test_a_missing_manifest_is_our_error(tmp_path):
    with pytest.raises(ManifestError, match="cannot be read"):
        load_manifest(tmp_path / "manifest.csv")
