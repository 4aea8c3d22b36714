"""The word tables of the English finders: ``ingest/lexicon/*_en.tsv``.

A table is UTF-8 text, one row a line, columns parted by tabs; a line that begins with ``#`` says what the columns
mean. Tables are read once and kept. `phrases` turns a list of phrases into one pattern that shares common beginnings,
so that three hundred phrases cost hardly more than one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from ingest.errors import LexiconError

Trie = dict[str, "Trie"]


@cache
def table(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """The rows of ``ingest/lexicon/<name>.tsv``, each of exactly ``columns`` cells (missing cells at the end are empty).

    Raises ``LexiconError`` with file and line where a row has too many cells or an empty first one.

    >>> table("currencies_en", 4)[0][0]
    'CNY'
    """
    source = f"ingest/lexicon/{name}.tsv"
    rows = []
    text = files("ingest").joinpath("lexicon").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > columns or not cells[0]:
            raise LexiconError(f"expected {columns} cells, found {len(cells)}", source=source, line=number)
        rows.append(tuple(cells + [""] * (columns - len(cells))))
    return tuple(rows)


@cache
def words(name: str) -> dict[str, frozenset[str]]:
    """A table of two columns, kind and phrases parted by ``|``, as kind → phrases; rows of one kind are joined."""
    found: dict[str, set[str]] = {}
    for kind, listed in table(name, 2):
        found.setdefault(kind, set()).update(phrase.strip() for phrase in listed.split("|") if phrase.strip())
    return {kind: frozenset(listed) for kind, listed in found.items()}


def phrases(listed: Iterable[str]) -> str:
    r"""A pattern (without group) that matches the longest of the phrases; a space in a phrase matches any white space.

    >>> phrases(["no more than", "no less than", "no"])
    'no(?:\\s+(?:less\\s+than|more\\s+than))?'
    """
    trie: Trie = {}
    for phrase in sorted(set(listed)):
        node = trie
        for char in phrase:
            node = node.setdefault(char, {})
        node[""] = {}
    return _pattern(trie)


def _pattern(node: Trie) -> str:
    branches = []
    for char in sorted(key for key in node if key):
        own = r"\s+" if char == " " else re.escape(char)
        child = node[char]
        while len(child) == 1 and "" not in child:
            (step,) = child
            own += r"\s+" if step == " " else re.escape(step)
            child = child[step]
        branches.append(own + ("" if list(child) == [""] else _pattern(child)))
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return body + ("?" if "" in node else "")
