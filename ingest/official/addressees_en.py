"""To whom an English paper goes (主送机关): behind "To", above a salutation, or on a line that ends with a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.official.dates_en import is_whole_date
from ingest.official.elements import Found, Official
from ingest.official.letter_en import ADDRESS, SUBJECT
from ingest.official.number_en import NUMBER_LINE
from ingest.pipeline.folding_en import fold

#: the number or the bullet before an addressee in a list
_ADDRESS_LABEL = re.compile(r"^\(?\d{1,2}[.)]\s*|^\([a-z]\)\s*|^[•·▪-]\s*")
#: "To all departments of …," above the text
TO_ALL = re.compile(
    r"^(?:(?:To\s)?(?:[Aa]ll|[Rr]elevant|[Ee]ach|[Vv]arious|[Cc]oncerned)\s.{3,300}"
    r"|To\s(?:the\s)?(?:people[’']s governments?|departments?|bureaus?|offices?|administrations?|provinc\w+|governments?)\b"
    r".{3,600}),$"
)
#: the first words of addressees above a salutation
_ADDRESSED = re.compile(
    r"^(?:All|The|Chief|Chairm[ae]n|Managing|Members?|Commissioners?|Principal|Heads?|Directors?|Importers|Exporters)\b"
)
#: between two groups of addressees
_ADDRESS_CUT = re.compile(
    r"\s*;\s*(?:and\s+)?|,\s*(?:and\s+)?(?=(?:all|relevant|each|every|other|the|concerned|related"
    r"|directly|various)\s)|\s*[:：]\s*$"
)


def read_letter(
    paragraphs: Sequence[str], position: int, stop: int, subject: int | None, greeting: int | None, found: Official
) -> int | None:
    """The addressees of a letter: behind "To", line by line up to the subject or the salutation, or the lines above a salutation
    that are no date, number or name of the sender. Gives the index of the last line."""
    to = next((i for i in range(position, stop) if ADDRESS.match(paragraphs[i])), None)
    if to is None and greeting is None:
        return None
    last = min((i for i in (subject, greeting) if i is not None and i > (to or 0)), default=None)
    first = position if to is None else to
    if to is not None and last is None:
        last = to + 1 if (ADDRESS.match(paragraphs[to]) or [""])[0].rstrip(" -–—:,").lower() != "to" else to + 2
    lines: list[tuple[int, int]] = []
    for i in range(first, min(last if last is not None else stop, len(paragraphs))):
        paragraph = paragraphs[i]
        start = 0
        if i == to and (match := ADDRESS.match(paragraph)):
            if not (match["rest"] or "").strip(" ,"):
                continue
            start = match.start("rest")
        elif is_whole_date(paragraph) or NUMBER_LINE.match(fold(paragraph)) or SUBJECT.match(paragraph):
            if to is not None:
                break
            continue
        elif len(paragraph) > 400 or (paragraph[-1] == "." and len(paragraph) > 120):
            break
        elif label := _ADDRESS_LABEL.match(paragraph):
            start = label.end()
        lines.append((i, start))
    if to is None:
        lines = [(i, start) for i, start in lines if _ADDRESSED.match(paragraphs[i]) or i - 1 in {j for j, _ in lines}]
    for i, start in lines:
        found.addressees += split_addressees_en(paragraphs[i], i, start)
    return lines[-1][0] if lines else to


def ends_with_colon(paragraphs: Sequence[str], position: int, at: int, found: Official) -> bool:
    """Is a paragraph that ends with a colon the line of addressees: after nothing but a title, and without a verb?"""
    paragraph = paragraphs[at]
    if (
        ". " in paragraph
        or SUBJECT.match(paragraph)
        or re.search(
            r"^(?:In|Under) |\b(?:shall|must|may|will|should|is|are|can|follow\w*|includ\w*|as under|hereby"
            r"|[Ww]hereas)\b|^Having\b",
            re.sub(r"\([^()]*\)", "", paragraph),
        )
    ):
        return False
    if at == position and not (found.document_number or found.issuers):
        return False
    return all(p[-1] not in ".;" and len(p) <= 300 for p in paragraphs[position:at])


def ends_with_comma(paragraphs: Sequence[str], position: int, at: int, found: Official) -> bool:
    """A line of addressees that ends with a comma: "Subdistrict offices, and all units directly under the District,"."""
    paragraph = paragraphs[at]
    return (
        paragraph[-1] == ","
        and len(paragraph) > 30
        and at + 1 < len(paragraphs)
        and paragraphs[at + 1][-1] in ".:"
        and re.search(
            r"\b(?:units|departments|offices|governments|bureaus|agencies|institutions|committees)\b", paragraph
        )
        is not None
        and re.match(r"(?:In|Under|With|Pursuant|According)\b", paragraph) is None
        and ends_with_colon(paragraphs, position, at, found)
    )


def split_addressees_en(paragraph: str, index: int, start: int) -> list[Found]:
    """Groups of addressees: divided by semicolons, or by commas before "all", "relevant" and the like."""
    parts: list[Found] = []
    at = start
    for match in [*_ADDRESS_CUT.finditer(paragraph, start), None]:
        stop = match.start() if match else len(paragraph)
        value = re.sub(r"(?:,?\s+(?:and|or))$", "", paragraph[at:stop].strip(" ,:：").removesuffix("."))
        value = re.sub(r"^(?:To|and the|the)\s+(?=[a-zA-Z])" if at else r"^To\s+(?:the\s+)?(?=[a-zA-Z])", "", value)
        if value:
            begin = paragraph.index(value, at)
            parts.append(Found(value, index, begin, begin + len(value)))
        if match:
            at = match.end()
    return parts
