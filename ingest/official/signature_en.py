"""Who signs an English paper (署名): bodies, and below them posts and persons, who are no issuers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.official.elements import Found, whole_paragraph
from ingest.official.title_en import NOTICE
from ingest.pipeline.units_en import is_body, split_names

#: the offices that people sign with
_POST = (
    r"(?:Secretary|Minister|Commissioner|Director(?:[- ]General)?|Governor|President|Chairman|Chairperson|Registrar|Controller"
    r"|Mayor|Officer|General Manager|Manager|Adviser|Advisor|Comptroller|Collector|Superintendent|Head|Member|Chief)"
)
#: a line that belongs to a signature: a post, initials, "Sd/-", a complimentary close
SIGNED = re.compile(
    rf"^(?:(?:for\s+|p\.p\.\s+)?(?:(?:Ex-officio|Addl\.?|Asst\.?|Dy\.?|Jt\.?|[A-Z][\w'’-]+)\s){{0,5}}{_POST}\b[^;:]{{0,80}}"
    r"|(?:[A-Z]\.\s?){1,3}[A-Z][\w'’-]+,?|(?:[A-Z]\.?\s){0,3}[A-Z]{3,}(?:\s[A-Z]{2,})?,|Sd/-"
    r"|\(?Sd\.?\)?|By order\b.*|Signed\b.*|\([A-Z][\w. ]{3,40}\)|Yours (?:faithfully|sincerely|truly),?|For the [A-Z]\w+)$",
    re.I,
)
#: a post on a line of its own: "Deputy Director (Trade)"
POST_LINE = re.compile(
    r"^(?:For the [A-Z]\w+|(?:for\s+)?(?:The\s+)?(?:(?:Deputy|Assistant|Acting|Joint|Under|Chief|Cabinet"
    r"|Permanent|Principal|Ex-officio"
    rf"|Additional|Addl\.?|Senior|Sr\.?|Program|Programme)\s)*{_POST}"
    r"(?:$|,?\s\(.*|,\s.{3,60}|\s(?:to|of|for|in)\s.{3,60}))$",
    re.I,
)
#: the name of a person above a post
PERSON = re.compile(r"^(?:(?:Mr|Ms|Mrs|Dr|Prof|Hon|Shri|Smt)\.?\s)?[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){1,5},?$")


def is_name_en(paragraph: str) -> bool:
    """A line that is nothing but the name of a body: title case, no sentence.

    >>> is_name_en("Weihai Customs of the People's Republic of China"), is_name_en("The Bureau shall pay.")
    (True, False)
    """
    if not 4 <= len(paragraph) <= 160 or paragraph[-1] in ".;:!?," or not is_body(paragraph) or NOTICE.match(paragraph):
        return False
    if "/" in paragraph and any(c.isdigit() for c in paragraph):
        return False  # "RBI/2018-19/81"
    if re.search(
        r"\b(?:shall|will|is|are|on Issuing|Measures|Policies|Policy|Scheme|Guidelines|Plan|Rules"
        r"|Regulations|Support(?:ing)?|Promoting|Programme|Program|Grant|Incentives?|Initiative)\b"
        r"|\bFund$",
        paragraph,
    ):
        return False
    words = [
        w
        for w in re.findall(r"[A-Za-z][\w'’&-]*", paragraph)
        if w.lower() not in ("of", "the", "and", "for", "in", "on", "to", "s", "at", "by")
    ]
    return bool(words) and sum(w[0].isupper() for w in words) >= 0.9 * len(words)


def named_line(paragraphs: Sequence[str], index: int) -> Found:
    """A body on a line of its own, without brackets around it."""
    line = paragraphs[index]
    if line[0] == "(" and line[-1] == ")":
        return Found(line[1:-1], index, 1, len(line) - 1)
    return whole_paragraph(paragraphs, index)


def signed_by(paragraphs: Sequence[str], index: int) -> list[Found]:
    """The bodies that sign on one line: "Ministry of Finance and State Administration of Taxation" are two."""
    line = paragraphs[index]
    names = split_names(line, 0, len(line))
    if line[0] == "(" and line[-1] == ")":
        return [named_line(paragraphs, index)]
    if len(names) < 2 or not all(is_body(name.of(line)) for name in names):
        return [whole_paragraph(paragraphs, index)]
    return [Found(name.of(line), index, name.start, name.end) for name in names]
