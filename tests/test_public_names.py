"""``import policygraph``: the names, how light it is, and the guard against somebody's own graph.py."""

import importlib
import subprocess
import sys
import textwrap

import pytest

import policygraph as pg

#: too heavy for an import or for --help
HEAVY = (
    "spacy",
    "jieba",
    "rdflib",
    "pyoxigraph",
    "pdfplumber",
    "pypdfium2",
    "matplotlib",
    "pandas",
    "networkx",
    "numpy",
    "lxml",
)


def python(code: str, cwd: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], cwd=cwd, capture_output=True, text=True, timeout=60
    )


def test_all_is_sorted_and_complete():
    assert pg.__all__ == sorted(set(pg.__all__))
    assert set(pg.__all__) == set(pg._WHERE)


@pytest.mark.parametrize("name", pg.__all__)
def test_every_name_is_there_and_documented(name):
    value = getattr(pg, name)
    assert callable(value)
    assert value.__doc__ or name == "UnitMention"
    module, _, other = pg._WHERE[name].partition(":")
    assert value is getattr(importlib.import_module(module), other or name)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = pg.no_such_name


def test_import_loads_nothing_heavy():
    done = python(f"import sys, policygraph; print([m for m in {HEAVY!r} + ('click',) if m in sys.modules])")
    assert done.stdout.strip() == "[]", done.stderr


def test_the_py_typed_marks_are_there():
    for name in ("policygraph", "ingest", "graph", "queries"):
        file = importlib.import_module(name).__file__
        assert file is not None
        from pathlib import Path

        assert (Path(file).parent / "py.typed").is_file()


@pytest.mark.parametrize("own", ["graph.py", "ingest/__init__.py", "queries/__init__.py"])
def test_a_module_of_the_user_in_our_way_is_named(tmp_path, own):
    path = tmp_path / own
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine = True\n", encoding="utf-8")
    root = str(importlib.import_module("pathlib").Path(pg.__file__).parents[1])
    done = python(f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {root!r}]; import policygraph", cwd=str(tmp_path))
    assert done.returncode != 0
    assert str(path) in done.stderr
    assert "(try: rename yours" in done.stderr
