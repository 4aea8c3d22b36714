"""The letterhead of an English paper (发文机关标志): the bodies that issue it, stacked above or below its number, or named by an
act above its reasons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.official.dates_en import is_whole_date
from ingest.official.elements import Found, Official, over_lines, whole_paragraph
from ingest.official.letter_en import REASONS, opens_letter
from ingest.official.number_en import NUMBER_LINE
from ingest.official.signature_en import is_name_en, named_line, signed_by
from ingest.official.title_en import MARK, NOTICE, WEB_LINE, forwarded_title_en, headline
from ingest.pipeline.folding_en import fold
from ingest.pipeline.units_en import is_body, split_names

#: a rule of asterisks, or the room and street of an office
_NO_WORDS = re.compile(
    r"^(?:[^A-Za-z]{1,40}|(?:Room|Floor|Block|Wing|Gate|Plot|Suite|\d+(?:st|nd|rd|th) Floor)\b[^;:]{1,80})$"
)
#: with which an address ends: "400 001", "DC 20230", "SW1A 2HQ"
_POSTCODE = re.compile(r"\b\d{3} ?\d{3}$|\b[A-Z]{2} \d{5}(?:-\d{4})?$|\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}$")
#: "THE EUROPEAN COMMISSION,"
_ENACTING = re.compile(r"^(?:THE|The)\s(?P<name>[A-Z][A-Za-z ]{4,80}),$")
_PROMULGATED = re.compile(
    r"^(?:Promulgated|Issued|Released|Published|Issuing authority|Issuing body)"
    r"(?:\s+by)?\s?[:：]\s*(?P<name>[A-Z].{3,160})$"
)


def read_issuers(paragraphs: Sequence[str], number_at: int | None, found: Official) -> int:
    """The names stacked above the number; without a number, above a "Document" mark or at the very top. Gives the index behind
    them."""
    limit = number_at
    if limit is None:
        limit = next((i for i in range(min(40, len(paragraphs))) if MARK.match(paragraphs[i])), None)
    if limit is None:
        lines = next((i for i, paragraph in enumerate(paragraphs) if not is_name_en(paragraph)), 0)
        if not 0 < lines <= 30 or len(paragraphs[lines]) > 300:
            # below the names stands a title, not text
            return 0
        found.issuers = [whole_paragraph(paragraphs, i) for i in range(lines)]
        return lines
    named = found.issuers
    found.issuers = [
        name for i in range(limit) if _heads_a_paper(paragraphs[i], i) for name in signed_by(paragraphs, i)
    ]
    above = [i for i in range(limit) if NOTICE.match(paragraphs[i])]
    if above and found.notice_title is None and forwarded_title_en(" ".join(paragraphs[i] for i in above)):
        headline(paragraphs, above, found)
    behind = limit + 1
    if not found.issuers and not named:  # the number stands above the names
        while behind < len(paragraphs) and _is_head_line(paragraphs[behind]):
            if _heads_a_paper(paragraphs[behind], 0):
                found.issuers.append(named_line(paragraphs, behind))
            behind += 1
        if found.issuers and not opens_letter(paragraphs, behind):
            found.issuers, behind = [], limit + 1
    found.issuers = found.issuers or named
    if found.issuers:
        stacked = dict.fromkeys(issuer.paragraph for issuer in found.issuers)
        found.elements += [("发文机关标志", whole_paragraph(paragraphs, i)) for i in stacked]
    return behind


def read_title_above_number(paragraphs: Sequence[str], number_at: int, found: Official) -> None:
    """A title above the number of the paper, between the names of those who issue it: that of the policy where it has no other,
    that of the notice where a forwarded policy has one ("… Office issued the Circular on …")."""
    lines = [i for i in range(number_at) if not is_name_en(paragraphs[i]) and not MARK.match(paragraphs[i])]
    above = [i for i in lines if paragraphs[i][-1] not in ".;:"]
    if found.title is None and above:
        found.title = over_lines(paragraphs, above, " ")
        found.title_parts += tuple(whole_paragraph(paragraphs, i) for i in above)
    elif (
        found.title is not None
        and found.notice_title is None
        and found.forwarding
        and lines == above != []
        and not any(map(WEB_LINE.match, (paragraphs[i] for i in lines)))
    ):
        headline(paragraphs, lines, found)


def _is_head_line(paragraph: str) -> bool:
    """A body, a date or a further number: what may stand below the number of a paper."""
    return (
        _heads_a_paper(paragraph, 0)
        or _NO_WORDS.match(paragraph) is not None
        or is_whole_date(paragraph)
        or re.match(r"[Dd]ated?\b.{4,30}$", paragraph) is not None
        or (len(paragraph) <= 60 and NUMBER_LINE.match(fold(paragraph)) is not None)
    )


def _heads_a_paper(paragraph: str, at: int) -> bool:
    """Is a line at the top one of the bodies that issue the paper? ``at``: its index."""
    if _POSTCODE.search(paragraph):
        return False  # "Foreign Exchange Department, Central Office, Mumbai 400 001"
    if paragraph[0] == "(" and paragraph[-1] == ")":
        return is_name_en(paragraph[1:-1])
    return is_name_en(paragraph) or (
        at < 3
        and re.match(r"^(?:GOVERNMENT|MINISTRY|DEPARTMENT|REPUBLIC|OFFICE|STATE)\b[A-Z ,&]{3,60}$", paragraph)
        is not None
    )


def enacting(paragraphs: Sequence[str], head: range) -> list[Found]:
    """The body that an act names above its reasons: "THE EUROPEAN COMMISSION," over "Having regard to …"."""
    return [
        Found(match["name"], i, *match.span("name"))
        for i in head
        if (match := _ENACTING.match(paragraphs[i])) and i + 1 < len(paragraphs) and REASONS.match(paragraphs[i + 1])
    ]


def promulgating(paragraphs: Sequence[str], head: range) -> list[Found]:
    """ "Promulgated by: Bureau of Commerce" below a title."""
    return [
        Found(name.of(paragraphs[i]), i, name.start, name.end)
        for i in head
        if (match := _PROMULGATED.match(paragraphs[i])) and is_body(match["name"])
        for name in split_names(paragraphs[i], *match.span("name"))
    ]
