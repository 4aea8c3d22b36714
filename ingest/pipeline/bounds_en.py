"""How an English quantity is bounded: at least, no more than, capped at, or more, (inclusive). Words in
``lexicon/comparators_en.tsv``."""

from __future__ import annotations

import re
from functools import cache

from ingest.lexicon_en import phrases, words
from ingest.model import Comparator
from ingest.pipeline.quantities_en import DUPLICATE, Quantity, twice

_FILLER = (
    r"(?:\s+(?:of|a|an|the|total|sum|amount|overall|accumulated|cumulative|about|approximately|around"
    r"|roughly|to|be|at|another|additional|further|some|only|"
    r"one-off|one-time|single|combined|is|are|average|annual|full|up|or|reach|reaching|totalling"
    r"|value|being|with|by|lpr|plus)\b|\s*[:=])*"
)


@cache
def _bounds() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], dict[str, Comparator]]:
    kinds = words("comparators_en")
    names: dict[str, Comparator] = {"le": "<=", "lt": "<", "ge": ">=", "gt": ">"}
    before = "|".join(
        rf"(?P<{name}>(?<![\w])(?:{phrases(kinds[f'before {sign}'])})(?![a-z]))" for name, sign in names.items()
    )
    nouns = "|".join(rf"(?P<{name}>\b(?:{phrases(kinds[f'noun {names[name]}'])}))" for name in ("le", "ge"))
    after = "|".join(
        rf"(?P<{name}>{phrases(kinds[f'after {names[name]}'])})(?![a-z])(?!\s+(?:than|or)\b)" for name in ("ge", "le")
    )
    inclusive, exclusive = phrases(kinds["inclusive"]), phrases(kinds["exclusive"])
    return (
        re.compile(rf"(?:{before}){_FILLER}\s*\Z"),
        re.compile(
            rf"(?:{nouns})(?![a-z])[^,;.:()]{{0,110}}?\s(?:of|is|at|to|be|being|as|for|reach(?:es)?"
            rf"|(?:increas|rais|reduc|lower|revis|adjust|enhanc|lift)\w*\sfrom){_FILLER}\s*\Z"
        ),
        re.compile(
            rf"\s?(?:(?P<in1>{inclusive})|(?P<ex1>{exclusive}))?\s?(?:{after})?\s?(?:(?P<in2>{inclusive})"
            rf"|(?P<ex2>{exclusive}))?(?![a-z])"
        ),
        names,
    )


_NEGATION = re.compile(
    r"\b(?:not|never|cannot|without|nor|neither|n't)\s+(?:[a-z]+,?\s+){0,3}\Z|n't\s+(?:[a-z]+\s+){0,2}\Z|\bno\s+\Z"
    r"|\b(?:in no (?:case|event|circumstances?|way)|under no circumstances|at no time)\s+\Z|\b(?:no"
    r"|neither|none of the)\s+[a-z][a-z -]{0,48}\b(?:shall|may|will|can|should|must)\s+"
    r"(?:(?!(?:with|whose|who|which|that|those|if|where|for|to|having)\b)[a-z]+\s+){0,6}\Z"
)
_LIMITED = re.compile(r"\b(?:limited|restricted|confined|capped|ceiling fixed)\b[^,;.]{0,60}\s(?:to|at|up to)\s+\Z")
_PARTED = re.compile(r"\bnot (?:exceed|exceeding|be more than|more than),\s[^,;.]{1,60},\s\Z")
#: "2 million yuan per mu or more"
_EACH = re.compile(r"\s(?:per|a|an|each)\s[a-z-]+(?=\s(?:or|and)\s)")
#: "more than US$10 million (including US$10 million)"
_SAID_AGAIN = re.compile(
    r"\s?\((?:(?P<in>including|inclusive of|incl\.)|excluding|exclusive of|excl\.)\s[a-z]{0,4}\s?[$€£¥]?\s?\d[^()]{0,24}\)"
)
_ONLY = re.compile(r"\b(?:only|just|merely|solely)(?:\s+(?:for|by|to|up to))?\s+\Z")
_FLIP: dict[Comparator, Comparator] = {">": "<=", "<": ">=", ">=": "<", "<=": ">", "=": "="}


def bound(low: str, quantity: Quantity, floor: int, ceiling: int) -> None:
    """Read the words before (not before ``floor``) and behind (not behind ``ceiling``) that bound the quantity."""
    before, noun_before, after, names = _bounds()
    quantity.head, quantity.tail = quantity.start, quantity.end
    tail = _after(after, low, _number_end(low, quantity), ceiling)
    if quantity.kind == "money" and tail is None and (each := _EACH.match(low, quantity.end, ceiling)):
        tail = _after(after, low, each.end(), ceiling)
    if quantity.kind == "count" and tail is None:
        tail = _after(after, low, quantity.end, ceiling)
    elif quantity.kind == "count" and tail is not None and tail[2] is None:
        late = _after(after, low, quantity.end, ceiling)
        tail = (
            (late[0], late[1], late[2] if late[2] is not None else tail[2])
            if late and late[0]
            else (tail[0], tail[1], late[2] if late else None)
        )
    said = _SAID_AGAIN.search(low, quantity.start, quantity.end + 40) if quantity.kind == "money" else None
    if said and tail is None and low[quantity.number.start : quantity.number.end] in said[0]:
        tail = (None, said.end(), said["in"] is not None)
    comparator: Comparator | None = None
    start = max(floor, quantity.start - 64)
    if match := before.search(low, start, quantity.start):
        comparator = names[str(match.lastgroup)] if match.lastgroup in names else _which(match, names)
        quantity.head = match.start()
        if comparator in "<>" and (negation := _NEGATION.search(low, max(floor, match.start() - 90), match.start())):
            comparator = _FLIP[comparator]
            quantity.head = negation.start()
        elif (
            match["le"] in ("within", "maximum", "max", "max.")
            and match["le"] == "within"
            and quantity.kind in ("count", "measure")
        ):
            comparator, quantity.head = None, quantity.start
    elif match := noun_before.search(low, max(floor, quantity.start - 150), quantity.start):
        comparator = _which(match, names)
        quantity.head = match.start()
    elif match := _LIMITED.search(low, max(floor, quantity.start - 90), quantity.start) or _PARTED.search(
        low, max(floor, quantity.start - 90), quantity.start
    ):
        comparator = "<="
        quantity.head = match.start()
    if comparator is not None:
        quantity.bounded_before = True
    if match := _ONLY.search(low, max(floor, quantity.start - 24), quantity.start):
        quantity.only = True
        quantity.head = min(quantity.head, match.start())
    if tail is not None:
        sign, end, inclusive = tail
        if sign and (comparator is None or comparator == "="):
            comparator = sign
        if comparator is None and inclusive is not None and not sign:
            comparator = None
        if comparator and inclusive is not None:
            comparator = {True: {">": ">=", "<": "<="}, False: {">=": ">", "<=": "<"}}[inclusive].get(
                comparator, comparator
            )  # type: ignore[assignment]
        quantity.tail = max(quantity.tail, end)
    if comparator is not None:
        quantity.comparator = comparator


def _number_end(low: str, quantity: Quantity) -> int:
    """Where the words behind a number begin: for a count before its noun ("ten or more enterprises"), else behind the unit."""
    if quantity.kind != "count" or quantity.noun is None:
        return quantity.end
    end = quantity.number.end
    return end if DUPLICATE.match(low, end) is None else twice(low, end, quantity.value, quantity.number)[0]


def _which(match: re.Match[str], names: dict[str, Comparator]) -> Comparator:
    return next(sign for name, sign in names.items() if name in match.re.groupindex and match[name])


def _after(
    pattern: re.Pattern[str], low: str, at: int, ceiling: int
) -> tuple[Comparator | None, int, bool | None] | None:
    match = pattern.match(low, at, ceiling)
    if match is None or match.end() == at or not match[0].strip():
        return None
    sign: Comparator | None = ">=" if match["ge"] else "<=" if match["le"] else None
    inclusive = True if match["in1"] or match["in2"] else False if match["ex1"] or match["ex2"] else None
    if sign is None and inclusive is None:
        return None
    return sign, match.end(), inclusive
