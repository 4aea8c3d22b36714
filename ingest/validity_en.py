"""What an English policy says of itself: from when and for how long it holds, and who explains it (as ``ingest.validity``)."""

from __future__ import annotations

import re
from datetime import date

from ingest.pipeline.deadlines_en import find_deadlines_en
from ingest.pipeline.units_en import split_names
from ingest.validity import Validity

_ITSELF = re.compile(
    r"\b(?:This|These|The(?:\s+(?:above|present|said))?)\s+(?:\w+[\s-]+){0,5}?(?:measures?|polic(?:y"
    r"|ies)|notice|notification|circular|scheme|programme|program|rules|guidelines|provisions"
    r"|opinions|regulations|order|list|plan|act|announcement|decree|incentives?)\b"
    r"|^(?:It|They)\s+(?:shall|will|is|are)\b|\b(?:shall|will)\s+(?:come|enter)\s+into\s+(?:force"
    r"|effect|operation)\b|\btakes?\s+effect\b|\btrial period\b|\bvalidity period\b"
    r"|\bperiod of validity\b",
    re.I,
)
_EFFECT = re.compile(
    r"\bshall apply (?:from|until|as from)\b|\b(?:come|comes|came|enter|enters|entered)\s+into\s+(?:force|effect|operation)"
    r"|\btakes?\s+effect|\bshall\s+(?:take\s+effect|be\s+(?:effective|implemented|valid|in\s+force))"
    r"|\b(?:is|are|be|remains?|remain|stay)\s+(?:effective|valid|in\s+force|applicable|in\s+effect)"
    r"|\bimplemented\b|\beffective\b|\bw\.?\s?e\.?\s?f\b|\bwith effect from\b|\bvalid(?:ity)?\b"
    r"|\btrial\b|\bexpires?\b",
    re.I,
)


def validity_en(text: str) -> Validity:
    """When a policy takes effect and how long it holds, from sentences that speak of the policy itself.

    "From the date of issuance" names no day: it is no ``valid_from``.

    >>> validity_en("These Rules come into force on 1 May 2024 and are valid for two years.").valid_for[0]
    'P2Y'
    """
    begins: tuple[date, int, int] | None = None
    ends: tuple[date, int, int] | None = None
    lasts: tuple[str, int, int] | None = None
    from ingest.pipeline.sentences_en import split_sentences_en

    for sentence in split_sentences_en(text):
        said = sentence.of(text)
        if not _ITSELF.search(said) or not _EFFECT.search(said):
            continue
        for deadline in find_deadlines_en(said):
            start, end = deadline.span.shift(sentence.start).start, deadline.span.end + sentence.start
            value = deadline.value or ""
            if deadline.kind == "in" and "/" in value and not begins:
                first, _, last = value.partition("/")
                if day := _iso_day(first):
                    begins = (day, start, end)
                if last and (day := _iso_day(last)):
                    ends = (day, start, end)
            elif deadline.kind == "in" and len(value) == 10 and not begins and (day := _iso_day(value)):
                begins = (day, start, end)
            elif deadline.kind == "by" and (day := _iso_day(value)) and not ends:
                ends = (day, start, end)
            elif (
                deadline.kind == "within"
                and deadline.bound == "max"
                and not lasts
                and re.search(
                    r"\b(?:trial|valid\w*|force|effect\w*|period|term|implement\w*|duration|remain)\b",
                    said[max(0, deadline.span.start - 60) : deadline.span.end + 40],
                    re.I,
                )
            ) and re.match(r"P\d+[YM]$", value):
                lasts = (value, start, end)
    return Validity(begins, ends, lasts)


def _iso_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


_INTERPRETED = re.compile(
    r"\b(?:be\s+)?(?:interpreted|explained)\s+by\s+(?P<who>[^.;]{3,160}?)(?=,?\s+(?:in accordance"
    r"|according|and (?:shall|will|have|has|take|takes|come|comes|are|is|be)|from|within|upon|respectively)\b|[.;]|$)"
    r"|(?P<who4>(?:The\s+)?[A-Za-z][^.;]{3,120}?)\s+reserves?\s+the\s+(?:final\s+)?right\s+of\s+(?:final\s+)?interpretation\b"
    r"|(?:right|power|responsibility)\s+(?:of|for|to)\s+(?:final\s+)?(?:interpret(?:ation"
    r"|ing)?)(?:\s+of\s+[^.;]{2,60}?)?\s+(?:rests?|lies|vests?|shall rest|shall vest|is vested"
    r"|belongs?)\s+(?:with|in|to)\s+(?P<who2>[^.;]{3,160}?)(?=[.;]|$)"
    r"|(?P<who3>(?:The\s+)?[A-Z][^.;]{3,160}?)\s+(?:shall be|is|are"
    r"|will be)\s+(?:responsible\s+for|in\s+charge\s+of)\s+(?:the\s+)?interpret(?:ation|ing)\b",
    re.I,
)


def interpreters_en(text: str) -> list[tuple[str, int, int]]:
    """The bodies that interpret a policy, with their offsets.

    >>> said = "These Rules shall be interpreted by the Ministry of Trade and the Ministry of Finance."
    >>> [name for name, _, _ in interpreters_en(said)]
    ['Ministry of Trade', 'Ministry of Finance']
    """
    found: list[tuple[str, int, int]] = []
    for match in _INTERPRETED.finditer(text):
        start, end = next(match.span(name) for name in ("who", "who2", "who3", "who4") if match[name])
        found += [(" ".join(name.of(text).split()), name.start, name.end) for name in split_names(text, start, end)]
    return found
