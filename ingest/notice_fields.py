"""The fields of a notice: what its frame, the information box of its page and the manifest say (title, number, issuers, dates,
place, year), what the policy says of itself at its end (validity, who explains it), and which documents it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from ingest.issuing_place import place_en, place_zh, said_place_zh
from ingest.lexicon.table import rows
from ingest.manifest import ManifestEntry
from ingest.model import Citation, Language, Span, Stated
from ingest.numerals import fold
from ingest.official.dates import date_of
from ingest.official.elements import Found
from ingest.paper import Paper
from ingest.pipeline.citations import find_citations
from ingest.validity import Validity, about_itself_zh

#: words with which a policy speaks of its own time
_HOLDS: dict[Language, re.Pattern[str]] = {
    "zh": re.compile("施行|实施|执行|试行|有效|生效|试用|期限"),
    "en": re.compile(r"\b(?:effect|apply|force|valid|trial|operation|implemented|expire)|w\.?e\.?f"),
}
_SAYS_NOTHING = Validity()
#: the year of a law that a title names is not that of the paper
_OF_A_LAW = re.compile(r"\b(?:Instrument|Act|Ordinance|Rules|Regulations?|Order|Law),?\s(?:19|20)\d{2}")
_SPAN_OF_YEARS = re.compile(r"(?<!\d)(?:19|20)\d{2}\s?[-–]\s?(?:20)?\d{2}(?!\d)")

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What the frame of the document and the manifest say."""

    title: Stated[str] | None
    notice_title: Stated[str] | None
    document_number: Stated[str] | None
    issuers: tuple[Stated[str], ...]
    addressees: tuple[Stated[str], ...]
    issued_on: Stated[date] | None
    printed_on: Stated[date] | None
    place: Stated[str] | None
    year: Stated[int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What the closing of the policy says about itself."""

    valid_from: Stated[date] | None
    valid_until: Stated[date] | None
    valid_for: Stated[str] | None
    interpreted_by: tuple[Stated[str], ...]


def fields_of(paper: Paper, entry: ManifestEntry | None) -> Fields:
    """The fields of a notice. What the paper does not print, the information box of its page or its row of the manifest
    (``entry``) says; ``origin`` tells which."""
    frame = paper.frame
    title, issued = _whole(paper, frame.title), paper.stated_day(frame.issued_on)
    number, heading = paper.stated(frame.document_number), _whole(paper, frame.notice_title)
    issuers = tuple(s for s in map(paper.stated, frame.issuers) if s)
    box = _box(paper)
    if issued is None and (day := date_of(box.get("issued_on", ""))):
        issued = Stated(value=day, origin="metadata")
    if number is None and "document_number" in box:
        number = Stated(value=box["document_number"], origin="metadata")
    if not issuers and "issuers" in box:
        names = re.split(r"[、，,;；\s]+", box["issuers"])
        issuers = tuple(Stated(value=name, origin="metadata") for name in names if name)
    if (
        heading is None
        and box.get("notice_title", "").endswith("通知")
        and (title is None or title.value != box["notice_title"])
    ):
        heading = Stated(value=box["notice_title"], origin="metadata")
    if title is None and (said := box.get("notice_title")):  # a page prints its title above the text
        named = paper.grammar.forwarded(said) or ("" if said.endswith("通知") else said)
        title = Stated(value=named, origin="metadata") if named else None
    return Fields(
        title=title,
        notice_title=heading,
        document_number=number,
        issuers=issuers,
        addressees=tuple(s for s in map(paper.stated, frame.addressees) if s),
        issued_on=issued,
        printed_on=paper.stated_day(frame.printed_on),
        place=_place(paper, entry, title),
        year=_year(entry, issued, title, number),
    )


def _box(paper: Paper) -> dict[str, str]:
    """What the information box of a web page says, by field; only pages have one."""
    known = {
        key: value for key, value in paper.document.metadata.items() if value.strip() and value.strip() not in "-—无/"
    }
    found: dict[str, str] = {}
    for row in rows("information_box.tsv") if known else ():
        value = next((known[key].strip() for key in row["keys"].split("|") if key in known), None)
        if value:
            found[row["field"]] = value
    if not re.search("[\u3400-\u9fff]", found.get("document_number", "号")):
        del found["document_number"]  # sites without a 文号 print the 索引号 there: 「11370042/2026-00017」
    return found


def _whole(paper: Paper, found: Found | None) -> Stated[str] | None:
    """A title that was printed over several lines, with a span over all of them."""
    title = paper.stated(found)
    if title is None or found is None:
        return title
    parts = [part for part in paper.frame.title_parts if part.paragraph >= found.paragraph]
    joined = ""
    for index, part in enumerate(parts):
        joined += part.value
        if joined == found.value and index:
            return replace(title, span=Span(paper.at(parts[0]).start, paper.at(part).end))
        if not found.value.startswith(joined):
            break
    return title


def _place(paper: Paper, entry: ManifestEntry | None, title: Stated[str] | None) -> Stated[str] | None:
    stated = entry and (entry.place_zh if paper.language == "zh" else entry.place_en or entry.place_zh)
    sources = [
        (s.value, s.span, s.origin)
        for s in (title, *map(paper.stated, paper.frame.issuers), paper.stated(paper.frame.notice_title))
        if s
    ]
    if paper.language == "en" and (named := place_en([s[0] for s in sources], stated or None)):
        _, span, origin = sources[named[1]]
        return Stated(value=named[0], span=span, origin=origin)  # "Weihai City", the manifest says Weihai
    if stated:
        return Stated(value=stated, origin="manifest")
    for text, span, origin in sources:
        place = place_zh([text]) if paper.language == "zh" else None
        if place:
            return Stated(value=place, span=span, origin=origin)
    for index in (*paper.frame.body, *paper.frame.forwarding)[:6] if paper.language == "zh" else ():
        said = said_place_zh(paper.paragraphs[index])
        if said:
            base = paper.reading.paragraphs[index].start
            return Stated(value=said[0], span=paper.source(Span(said[1], said[2]), base))
    return None


def _year(
    entry: ManifestEntry | None,
    issued: Stated[date] | None,
    title: Stated[str] | None,
    number: Stated[str] | None,
) -> Stated[int] | None:
    if entry and entry.year:
        return Stated(value=entry.year, origin="manifest")
    for stated in (number, title):
        said = fold(stated.value) if stated is not None else ""
        if issued is not None and stated is number and _SPAN_OF_YEARS.search(said):
            continue  # "RBI/2019-20/206" counts by financial years
        if stated is not None and (year := re.search(r"(?:19|20)\d{2}", _OF_A_LAW.sub("", said))):
            return Stated(value=int(year[0]), span=stated.span, origin=stated.origin)
    return Stated(value=issued.value.year, span=issued.span, origin=issued.origin) if issued else None


def closing_of(paper: Paper) -> Closing:
    """Validity and interpretation, mostly said at the end, else in a clause of its own."""
    interpreters: tuple[Stated[str], ...] = ()
    validity: tuple[Validity, int] | None = None
    holds = _HOLDS[paper.language]
    for index in (*reversed(paper.frame.body), *paper.frame.forwarding):
        text = paper.paragraphs[index]
        base = paper.reading.paragraphs[index].start
        if not interpreters and ("解释" in text or "interpret" in text):
            found = paper.grammar.interpreters(text)
            interpreters = tuple(Stated(value=name, span=paper.source(Span(s, e), base)) for name, s, e in found)
        if validity is None and holds.search(text) and (paper.language == "en" or about_itself_zh(text)):
            said = paper.grammar.validity(text)
            validity = (said, base) if said != _SAYS_NOTHING else None
    said, base = validity or (_SAYS_NOTHING, 0)
    return Closing(
        valid_from=_held(paper, said.valid_from, base),
        valid_until=_held(paper, said.valid_until, base),
        valid_for=_held(paper, said.valid_for, base),
        interpreted_by=interpreters,
    )


def _held(paper: Paper, said: tuple[_T, int, int] | None, base: int) -> Stated[_T] | None:
    return Stated(value=said[0], span=paper.source(Span(said[1], said[2]), base)) if said else None


def citations_of(paper: Paper, fields: Fields, annexes: Sequence[str] = ()) -> tuple[Citation, ...]:
    """Documents the notice cites, each once; its own titles are none, nor those of its ``annexes``."""
    own = {_bare(title) for title in annexes}
    own |= {_bare(title.value) for title in (fields.title, fields.notice_title) if title is not None}
    own |= {_bare(inner) for title in list(own) if (inner := paper.grammar.forwarded(title))}
    cited: list[Citation] = []
    seen: set[str] = set()
    for index in (*paper.frame.forwarding, *paper.frame.body):
        base = paper.reading.paragraphs[index].start
        for one in find_citations(paper.paragraphs[index], paper.language):
            bare = _bare(one.title)
            if _NAMED_SHORT.search(paper.paragraphs[index], max(0, one.span.start - 16), one.span.start):
                own.add(bare)  # 「（以下简称“《若干措施》”）」
            if (
                bare in own
                or any(bare and title.startswith(bare) for title in own)
                or (one.document_number or bare) in seen
            ):
                continue
            seen.add(one.document_number or bare)
            cited.append(replace(one, span=paper.source(one.span, base)))
    return tuple(cited)


def _bare(title: str) -> str:
    return re.sub(r"[\s《》〈〉（）()“”\"]", "", title)


_NAMED_SHORT = re.compile(r"(?:简称|下称)(?:为)?[“‘\"：:]*$")
