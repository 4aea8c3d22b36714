"""主体 of a notice that forwards a policy (GB/T 9704-2012, 7.3): its text, who signs it, and its date 成文日期."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.numerals import fold
from ingest.official.dates import DATE_ZH, date_zh
from ingest.official.elements import Found, Official, whole_paragraph
from ingest.official.gazette import signs_order
from ingest.official.notes import ANNEX_LIST, BLANK_PAGE, element_of
from ingest.official.signature import ISSUER, joined, signatures
from ingest.outline import ANNEX_ITEM


def signature_date(paragraphs: Sequence[str], head: range, number_at: int | None) -> int | None:
    """Index of the 成文日期 of the forwarding notice: a date on a line of its own (or after the last signature)."""
    for i in head:
        if (number_at is None or i > number_at) and len(paragraphs[i]) <= 40 and DATE_ZH.search(fold(paragraphs[i])):
            rest = DATE_ZH.sub("", fold(paragraphs[i])).strip()
            if not rest or ISSUER.match(rest):
                return i
    return None


def read_forwarding(paragraphs: Sequence[str], start: int, dated: int, found: Official) -> int:
    """The text of the forwarding notice, its signatures and its date; gives the index of the first paragraph of the policy."""
    text: list[int] = []
    signed: list[Found] = []
    listed = False  # whether the paragraph before names an annex
    for i in range(start, dated):
        paragraph = paragraphs[i]
        listed = bool(ANNEX_LIST.match(paragraph) or (listed and ANNEX_ITEM.match(paragraph)))
        if listed:
            found.elements.append(("附件说明", whole_paragraph(paragraphs, i)))
        elif BLANK_PAGE.match(paragraph):
            found.elements.append(("空白页注", whole_paragraph(paragraphs, i)))
        elif ISSUER.match(paragraph) and "。" not in paragraph:
            signed.extend(signatures(paragraph, i))
        elif name := element_of(paragraph):
            found.elements.append((name, whole_paragraph(paragraphs, i)))
        elif text and signs_order(paragraph):
            found.elements.append(("签发人", whole_paragraph(paragraphs, i)))
        else:
            text.append(i)
    if text and signed and signed[-1].paragraph > text[-1]:
        # cells of a table above may look like a name: 「…境外展会」
        text = sorted({*text, *(one.paragraph for one in signed if one.paragraph < text[-1])})
        signed = [one for one in signed if one.paragraph > text[-1]]
    line = fold(paragraphs[dated])
    match = DATE_ZH.search(line)
    day = date_zh(line)
    if match and day:
        found.issued_on = (
            day,
            Found(paragraphs[dated][match.start() : match.end()], dated, match.start(), match.end()),
        )
        before = paragraphs[dated][: match.start()].strip()
        if before:
            at = paragraphs[dated].index(before)
            signed.append(Found(before, dated, at, at + len(before)))
    if len(signed) >= len(found.issuers) or not found.issuers:
        found.issuers = joined(signed, {one.value for one in found.issuers}) if signed else found.issuers
    found.forwarding = tuple(text)
    position = dated + 1
    while position < len(paragraphs) and (name := element_of(paragraphs[position])):
        found.elements.append((name, whole_paragraph(paragraphs, position)))
        position += 1
    return position
