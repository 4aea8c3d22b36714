"""Reviews as a table that people fill in with a spreadsheet, and back.

The table is CSV, UTF-8 with a byte order mark (so that Excel shows the Chinese), one row a pair of measures. It is written with
both texts, the relation, the score and the evidence; a reviewer fills in ``decision``, where needed ``relation_reviewed``, and
``reviewer`` and ``note``. What spreadsheets make of a CSV when they save it (GB 18030, UTF-16, semicolons or tabs, empty rows,
columns in another order) is read all the same.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from graph.reviews import BY_PERSON, RELATIONS, Decision, Review, digest, notice_of
from ingest.errors import PolicyGraphError, ReviewError

if TYPE_CHECKING:
    from graph.comparison import Comparison
    from graph.links.link import MeasureLink

#: the columns of the table, in order
COLUMNS = (
    "from",
    "to",
    "text_from",
    "text_to",
    "relation",
    "score",
    "evidence",
    "decision",
    "relation_reviewed",
    "reviewer",
    "note",
    "status",
    "digest_from",
    "digest_to",
)

#: columns that must be there to read it
REQUIRED = ("from", "to", "decision")

#: what people write in the column ``decision``
DECISIONS: dict[str, Decision] = {
    "accept": "accept",
    "accepted": "accept",
    "接受": "accept",
    "采纳": "accept",
    "确认": "accept",
    "reject": "reject",
    "rejected": "reject",
    "拒绝": "reject",
    "否决": "reject",
    "relabel": "relabel",
    "relabelled": "relabel",
    "relabeled": "relabel",
    "改判": "relabel",
    "改": "relabel",
    "add": "add",
    "added": "add",
    "补充": "add",
    "新增": "add",
}

_ENCODINGS = ("utf-8-sig", "gb18030")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Record = dict[str, str]


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """What was read from a table: the decisions that are in order, the rows without one, and what is wrong, row by row."""

    reviews: tuple[Review, ...]
    open: int
    errors: tuple[PolicyGraphError, ...]


# ---------------------------------------------------------------------------------------------------------------------
# out


def review_rows(found: Comparison) -> list[Record]:
    """One row for each link of a comparison, decided or not, and for each decision that is not among the links."""
    texts = texts_of(found)
    links = {(link.left_id, link.right_id): link for link in (*found.links, *found.rejected)}
    pairs = [*links, *(pair for pair in found.reviews if pair not in links)]
    place = {id: here for sides in (found.left, found.right) for id, (here, _) in sides.items()}
    pairs.sort(key=lambda pair: (place[pair[0]], place[pair[1]]))
    return [_row(pair, links.get(pair), found.reviews.get(pair), texts) for pair in pairs]


def texts_of(found: Comparison) -> dict[str, str]:
    """Full measure id → text, of both sides."""
    return {id: side.measure.text for sides in (found.left, found.right) for id, (_, side) in sides.items()}


def _row(pair: tuple[str, str], link: MeasureLink | None, review: Review | None, texts: Mapping[str, str]) -> Record:
    row = dict.fromkeys(COLUMNS, "")
    row.update({"from": pair[0], "to": pair[1], "text_from": texts[pair[0]], "text_to": texts[pair[1]]})
    row.update({"digest_from": digest(texts[pair[0]]), "digest_to": digest(texts[pair[1]]), "status": "candidate"})
    if link is not None:
        row.update({"relation": link.relation, "score": f"{float(link.score):.3f}", "evidence": evidence_words(link)})
    if review is not None:
        row.update(decision_cells(review))
        row["status"] = "rejected" if review.decision == "reject" else "confirmed"
    return row


def decision_cells(review: Review) -> Record:
    relabelled = review.relation or "" if review.decision in ("relabel", "add") else ""
    return {
        "decision": review.decision,
        "relation_reviewed": relabelled,
        "reviewer": review.reviewer,
        "note": review.note,
    }


def evidence_words(link: MeasureLink) -> str:
    """The evidence of a link in one cell: feature, value, words of both sides."""
    return "; ".join(
        f"{e.feature} {float(e.value):.2f}"
        + (f"「{'、'.join(e.left_quotes)}」~「{'、'.join(e.right_quotes)}」" if e.left_quotes or e.right_quotes else "")
        for e in link.evidence
        if e.feature != BY_PERSON
    )


def write_table(rows: Iterable[Mapping[str, str]]) -> bytes:
    """The table as bytes: CSV, UTF-8 with a byte order mark, lines end in CRLF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([shielded(row.get(column, "")) for column in COLUMNS])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def shielded(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula: a notice may say 「=…」, and a spreadsheet would run it.

    >>> shielded("=HYPERLINK(1)"), shielded("支持企业")
    ("'=HYPERLINK(1)", '支持企业')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


# ---------------------------------------------------------------------------------------------------------------------
# in


def read_table(data: bytes, source: str, texts: Mapping[str, str] | None = None) -> ReviewFile:
    """The decisions in a table; every row that is wrong is named with its line, and the others are read.

    ``texts`` (full measure id → text) fills in the digests of rows that a person added; without it such a row is an error.
    Raises ``ReviewError`` where the file is no such table at all.
    """
    lines = _text(data, source)
    header, rows = _table(lines, source)
    reviews: dict[tuple[str, str], Review] = {}
    errors: list[PolicyGraphError] = []
    undecided = 0
    for line, cells in rows:
        if not any(cells):
            continue
        row = dict(zip(header, cells, strict=False))
        try:
            if len(cells) > len(header) and any(cells[len(header) :]):
                raise ReviewError(
                    f"{len(cells)} cells for {len(header)} columns", hint="quotes around a cell with a comma"
                )
            review = _review(row, texts)
            if review is None:
                undecided += 1
                continue
            pair = (review.left, review.right)
            if pair in reviews:
                raise ReviewError(f"{pair[0]} and {pair[1]} are decided twice, first in line {reviews[pair].line}")
            reviews[pair] = replace(review, source=source, line=line)
        except ReviewError as error:
            errors.append(ReviewError(error.what, source=source, line=line, hint=error.hint))
    return ReviewFile(tuple(reviews.values()), undecided, tuple(errors))


def pairs_in(data: bytes, source: str) -> list[tuple[str, str]]:
    """The pairs of notices that the decided rows of a table are about, each once, whichever stands first."""
    header, rows = _table(_text(data, source), source)
    found: dict[tuple[str, str], None] = {}
    for _, cells in rows:
        row = dict(zip(header, cells, strict=False))
        pair = (notice_of(row.get("from", "")), notice_of(row.get("to", "")))
        if row.get("decision") and all("#" in row.get(side, "") for side in ("from", "to")) and pair[::-1] not in found:
            found.setdefault(pair)
    return [(left, right) for left, right in found if left != right]


def _text(data: bytes, source: str) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ReviewError("is neither UTF-8 nor GB 18030 nor UTF-16", source=source, hint="save it as CSV UTF-8")


def _table(text: str, source: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)

    def rows() -> Iterator[tuple[int, list[str]]]:
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise ReviewError(
                    str(error), source=source, line=line, hint="quotes around a cell with a quote"
                ) from None
            yield line, [_bare(cell.strip()) for cell in cells]

    found = rows()
    header = next((cells for _, cells in found if any(cells)), [])
    if missing := [name for name in REQUIRED if name not in header]:
        hint = "policygraph review A B --output links.csv"
        raise ReviewError(f"no column {', '.join(missing)}", source=source, line=1, hint=hint)
    return header, found


def _review(row: Mapping[str, str], texts: Mapping[str, str] | None) -> Review | None:
    """The decision of a row, None if there is none. Raises ``ReviewError`` without a place."""
    said = row["decision"].lower()
    relabelled = row.get("relation_reviewed", "")
    if not said:
        if relabelled:
            raise ReviewError(f"a relation {relabelled!r} without a decision", hint="relabel, or add")
        return None
    decision = DECISIONS.get(said)
    if decision is None:
        raise ReviewError(f"no decision {row['decision']!r}", hint="accept, reject, relabel, add, or nothing")
    left, right = row["from"], row["to"]
    for id in (left, right):
        if "#" not in id or "/" not in id:
            raise ReviewError(f"no measure id {id!r}", hint="weihai-2020/1#5")
        if texts is not None and id not in texts:
            known = [other for other in texts if notice_of(other) == notice_of(id)]
            raise ReviewError(
                f"no measure {id}",
                hint=f"{known[0]} … {known[-1]}" if known else "an id as policygraph compare shows it",
            )
    if notice_of(left) == notice_of(right):
        raise ReviewError(f"{left} and {right} are of one notice")
    relation = _relation(decision, row.get("relation", ""), relabelled)
    return Review(
        left=left,
        right=right,
        decision=decision,
        relation=relation,
        left_digest=_digest(row.get("digest_from", ""), left, texts),
        right_digest=_digest(row.get("digest_to", ""), right, texts),
        reviewer=row.get("reviewer", ""),
        note=row.get("note", ""),
    )


def _relation(decision: Decision, computed: str, relabelled: str) -> str | None:
    if decision == "reject":
        if relabelled:
            raise ReviewError(f"rejected, but called {relabelled!r}", hint="relabel, or an empty relation_reviewed")
        return None
    if decision == "accept":
        if relabelled and relation_named(relabelled) != relation_named(computed):
            raise ReviewError(f"accepted as {computed!r}, but called {relabelled!r}", hint="relabel")
        if not computed:
            raise ReviewError("accepted, but there is no relation to accept", hint="add, with relation_reviewed")
        return relation_named(computed)
    if not relabelled:
        raise ReviewError(f"{decision} needs relation_reviewed", hint=", ".join(dict.fromkeys(_names().values())))
    return relation_named(relabelled)


def relation_named(name: str) -> str:
    """The id of a relation, from its id or its label in either language. Raises ``ReviewError`` for another word.

    >>> relation_named("加强"), relation_named("Continues")
    ('strengthens', 'continues')
    """
    found = _names().get(name.strip().lower())
    if found is None:
        raise ReviewError(f"no relation {name!r}", hint=", ".join(dict.fromkeys(_names().values())))
    return found


@cache
def _names() -> Mapping[str, str]:
    from graph import iri
    from graph.vocabulary import labels

    ids = list(dict.fromkeys(relation for several in RELATIONS.values() for relation in several))
    names = {relation: relation for relation in ids}
    for relation in ids:
        for label in labels()[iri.concept("link-relation", relation)].values():
            names[label.lower()] = relation
    return names


def _digest(said: str, measure: str, texts: Mapping[str, str] | None) -> str:
    if said:
        return said.lower()
    if texts is None:
        raise ReviewError(f"no digest of {measure}", hint="import the table with policygraph review")
    return digest(texts[measure])
