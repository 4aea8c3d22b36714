"""The folder of reviews: decisions of people, one table a pair of notices, beside the manifest.

``take_in`` reads a table that came back, checks every decision against the texts as they are now, and keeps those that hold;
``load_reviews`` reads what is kept.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.review_table import (
    COLUMNS,
    DECISIONS,
    ReviewFile,
    decision_cells,
    evidence_words,
    pairs_in,
    read_table,
    texts_of,
    write_table,
)
from graph.reviews import Review, about, checked, notice_of, settled
from ingest.errors import PolicyGraphError, ReviewError, UsageError

if TYPE_CHECKING:
    from graph.comparison import Comparison


@dataclass(frozen=True, slots=True)
class KeptReviews:
    """What became of a table: the files written, how many decisions of each kind were kept, rows without a decision, errors."""

    files: tuple[Path, ...]
    counts: Mapping[str, int]
    open: int
    errors: tuple[PolicyGraphError, ...]

    @property
    def kept(self) -> int:
        return sum(self.counts.values())


def file_of(folder: Path, left: str, right: str) -> Path:
    """Where the decisions about two notices are kept: one file a pair of notices, whichever is on the left."""
    for name in (f"{left}--{right}.csv", f"{right}--{left}.csv"):
        if (folder / name).is_file():
            return folder / name
    return folder / f"{left}--{right}.csv"


def load_reviews(folder: Path | None) -> ReviewFile:
    """All decisions kept in a folder, files in the order of their names; nothing where there is no folder."""
    reviews: list[Review] = []
    errors: list[PolicyGraphError] = []
    for path in sorted(folder.glob("*.csv")) if folder is not None and folder.is_dir() else []:
        try:
            found = read_table(path.read_bytes(), str(path))
        except ReviewError as error:
            errors.append(error)
            continue
        reviews += found.reviews
        errors += found.errors
    return ReviewFile(tuple(reviews), 0, tuple(errors))


def take_in(data: bytes, source: str, compared: Callable[[str, str], Comparison], folder: Path) -> KeptReviews:
    """Reads a table, checks every decision against the texts as they are now, and keeps those that hold.

    ``compared`` gives the comparison of two notices by their ids. A row about a text that has changed is refused and named;
    so is one about a notice that is not there.
    """
    pairs = pairs_in(data, source)
    comparisons: dict[tuple[str, str], Comparison] = {}
    texts: dict[str, str] = {}
    for left, right in pairs:
        try:
            found = compared(left, right)
        except UsageError as error:
            raise ReviewError(error.what, source=source, hint=error.hint) from None
        comparisons[left, right] = found
        texts.update(texts_of(found))
    table = read_table(data, source, texts)
    errors = list(table.errors)
    files: list[Path] = []
    counts: Counter[str] = Counter()
    for (left, right), found in comparisons.items():
        good: list[Review] = []
        for review in about(table.reviews, left, right):
            try:
                good.append(checked(settled(review, texts), found.mode))
            except ReviewError as error:
                errors.append(error)
        if good:
            files.append(keep_reviews(folder, found, good))
            counts.update(review.decision for review in good)
    errors.sort(key=lambda error: error.line or 0)
    kinds = dict.fromkeys(DECISIONS.values())
    return KeptReviews(tuple(files), {kind: counts[kind] for kind in kinds if counts[kind]}, table.open, tuple(errors))


def keep_reviews(folder: Path, found: Comparison, reviews: Sequence[Review]) -> Path:
    """Adds decisions about two notices to those that are kept; a later one about the same pair replaces an earlier one.

    Decisions kept before that no longer hold (``found.refused``) stay in the file as they are, for people to see.
    Gives the file written.
    """
    path = file_of(folder, found.a.id, found.b.id)
    before = read_table(path.read_bytes(), str(path)).reviews if path.is_file() else ()
    left, right = (notice_of(before[0].left), notice_of(before[0].right)) if before else (found.a.id, found.b.id)
    kept = {(review.left, review.right): review for review in (*before, *about(reviews, left, right))}
    links = {(link.left_id, link.right_id): link for link in (*found.links, *found.rejected)}
    texts = texts_of(found)
    rows = []
    for pair in sorted(kept):
        review = kept[pair]
        row = dict.fromkeys(COLUMNS, "")
        link = links.get(pair) if review.decision != "add" else None
        row.update(
            {"from": review.left, "to": review.right, "relation": review.relation or (link.relation if link else "")}
        )
        row.update({"score": f"{float(link.score):.3f}", "evidence": evidence_words(link)} if link else {})
        row.update({"text_from": texts.get(review.left, ""), "text_to": texts.get(review.right, "")})
        row.update(decision_cells(review))
        row.update({"digest_from": review.left_digest, "digest_to": review.right_digest})
        row["status"] = "rejected" if review.decision == "reject" else "confirmed"
        rows.append(row)
    folder.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(write_table(rows))
    os.replace(temporary, path)
    return path
