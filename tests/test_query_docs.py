"""docs/queries.md is what docs/make_queries.py writes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def writer():
    spec = importlib.util.spec_from_file_location("make_queries", ROOT / "docs/make_queries.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date(writer, built_store) -> None:
    same = (ROOT / "docs/queries.md").read_text(encoding="utf-8") == writer.page(built_store)
    assert same, "docs/queries.md is out of date (try: make docs)"


def test_every_query_has_a_theme_of_the_page(writer) -> None:
    assert {writer.theme_of(query) for query in writer.queries()} == set(writer.THEMES)


CELLS = {
    "nothing": (None, ""),
    "a bar would end the cell": ("a|b", "a\\|b"),
    "lines": ("1#1 甲\n1#2 乙", "1#1 甲<br>1#2 乙"),
    "long": ("字" * 61, "字" * 59 + "…"),
    "truth": (True, "true"),
}


@pytest.mark.parametrize(("value", "wanted"), CELLS.values(), ids=CELLS.keys())
def test_cells(writer, value, wanted) -> None:
    assert writer.cell(value) == wanted
