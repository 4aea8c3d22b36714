"""Reads the tables of words that the finders use: TSV files of this package, ``#`` lines for the people who edit them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

from ingest.errors import LexiconError


def rows(name: str, package: str = "ingest.lexicon", wanted: Sequence[str] = ()) -> Iterator[dict[str, str]]:
    """The rows of a table as dictionaries by column name, with the line number under ``""``.

    The first line that is no comment names the columns; with ``wanted`` they must be these, and every row as wide. Raises
    ``LexiconError`` with file and line for a header or a row that does not fit.
    """
    source = name if package == "ingest.lexicon" else f"{package.replace('.', '/')}/{name}"
    columns: list[str] | None = None
    for number, line in enumerate(files(package).joinpath(name).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if columns is None:
            if wanted and cells != list(wanted):
                what = f"the columns are {', '.join(cells)} and not {', '.join(wanted)}"
                raise LexiconError(what, source=source, line=number)
            columns = cells
        elif len(cells) > len(columns) or (wanted and len(cells) < len(columns)):
            what = f"{len(cells)} cells where {len(columns)} columns are"
            raise LexiconError(what, source=source, line=number, hint="tabs between the cells")
        else:
            yield {**dict(zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=True)), "": str(number)}


@cache
def cues(name: str) -> dict[str, str]:
    """Each class of cue words of a table as one regular expression, the longest words first.

    A word may hold regular-expression syntax only if it begins with ``re:``.
    """
    classes: dict[str, list[str]] = {}
    for row in rows(name):
        words = (
            [word for word in row["words"].split("|") if word] if not row["words"].startswith("re:") else [row["words"]]
        )
        classes.setdefault(row["class"], []).extend(words)
    return {
        kind: "|".join(
            word.removeprefix("re:") if word.startswith("re:") else re.escape(word)
            for word in sorted(words, key=lambda w: (-len(w), w))
        )
        for kind, words in classes.items()
    }


def one_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first, put together by first letters so that it is quick.

    >>> one_of(["元", "美元", "美金", "元整"])
    '(?:元(?:整|)|美(?:元|金))'
    """
    by_first: dict[str, set[str]] = {}
    for word in words:
        by_first.setdefault(word[:1], set()).add(word[1:])
    parts: list[str] = []
    for first, rests in sorted(by_first.items(), key=lambda item: (not item[0], item[0])):
        if not first:
            continue
        if len(rests) == 1:
            parts.append(re.escape(first + next(iter(rests))))
        elif len(rests) > 3 and len({rest[:1] for rest in rests}) < len(rests):
            parts.append(re.escape(first) + one_of(rests))
        else:
            ordered = sorted(rests, key=lambda rest: (-len(rest), rest))
            parts.append(f"{re.escape(first)}(?:{'|'.join(map(re.escape, ordered))})")
    return f"(?:{'|'.join(parts)}{'|' if '' in by_first else ''})"
