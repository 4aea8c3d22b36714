"""Documents that English text cites: titles in capitals ("the Measures for …", "Notice of … on …"), numbered papers,
acts with a year."""

from __future__ import annotations

import re

from ingest.model import Citation, Span

#: a reference number as offices print it: "Wei Shang Wu Zi [2026] No. 1", "No. 12/2024", "F. No. 1(2)/2020", "G.N. 123 of 2024"
NUMBER_EN = (
    r"(?:(?:[A-Z][A-Za-z]{0,14}\s(?:(?:of|and|the|for)\s){0,2}){1,7}\s?[\[〔(]\s?(?:19|20)\d\d\s?[\]〕)]\s?(?:No\.?\s?)?\d{1,5}"
    r"|(?:[A-Z][\w.&-]{0,20}\s){0,4}?(?:No|Nos"
    r"|Number)\.?\s?:?\s?[A-Z]{0,6}[\s-]?\d[\w()/.&-]{0,40}(?:\s?/\s?[\w().-]{1,20}){0,6}(?:\s?-\s?[A-Z][\w().]{1,20}(?:\s\([A-Z.]{1,6}\))?)?(?:\s+of\s+(?:19"
    r"|20)\d\d)?(?:,?\s(?:19|20)\d\d(?!\d)|\s?[\[〔(]\s?(?:19|20)\d\d\s?[\]〕)](?:\sof\sthe(?:\s(?:of\s)?[A-Z][a-z]+){1,5})?)?"
    r"|(?:G\.?\s?N\.?|L\.?\s?N\.?|S\.?\s?I\.?|S\.?\s?R\.?\s?O\.?|G\.?S\.?R\.?"
    r"|S\.?\s?O\.?)\s?(?:No\.?\s?)?\d{1,5}(?:\([A-Z]\))?\s?(?:of|/)\s?(?:19|20)\d\d)"
)
_KIND = (
    r"(?:Notice|Notification|Circular|Announcement|Reply|Recommendations|Measures|Opinions?|Guiding Opinions"
    r"|Implementation Opinions|Regulations?|Provisions|Rules|Law|Act|Decision|Guidelines?"
    r"|Outline|Order|Decree|Catalogue|Plan|Programme|Protocol|Agreement|Implementing Rules|Directive"
    r"|Resolution|Policies|Policy|Interim Measures|Several Measures|Several Policies"
    r"|Several Opinions|Detailed Rules|Administrative Measures|Work Plan|Action Plan"
    r"|Implementation Plan|Instructions?|Memorandum|Office Memorandum|Ordinance|Gazette)"
)
_LINK = (
    r"(?:of|on|for|the|and|in|to|with|by|from|under|concerning|regarding|relating|against|through|including|up|out"
    r"|issuing|promulgating|forwarding|approving|an?)"
)
_WORD = r"(?:[A-Z0-9“‘\"'][\w’'”\"./&-]*|\((?![^()]{0,60}[\[〔])[A-Z0-9][^()]{0,60}\))"
_TITLED = re.compile(
    rf"(?<![\w-])(?P<title>(?:[A-Z][a-z]+\s){{0,4}}{_KIND}(?:,\s(?:Policies|Measures"
    rf"|and\s\w+))?(?:\s{_LINK}){{1,3}}\s{_WORD}(?:,?\s(?:{_LINK}\s){{0,3}}{_WORD}){{2,50}})(?:\s?\((?P<number>[^()]{{4,80}})\))?"
)
_ACT = re.compile(
    r"(?<![\w-])(?P<title>(?:[A-Z][\w&'’-]*\s(?:\([A-Z][^()]{1,50}\)\s)?(?:(?:and|of|the|for|in|to"
    r"|&)\s){0,2}){1,9}(?:Act|Ordinance|Order|Rules|Regulations|Law|Policy"
    r"|Code),?\s(?:No\.\s\d+\sof\s)?(?P<year>(?:19|20)\d\d(?:-\d\d)?))(?!\d)"
)
_NUMBERED = re.compile(
    r"(?<![\w-])(?P<kind>(?:(?:[A-Z]\.\s?){1,3}(?:\([A-Z][^()]{1,20}\)\s)?)?(?:[A-Z][a-z]+\s){0,3}"
    r"(?:Circular|Notification|Public Notice|Order|Decree"
    r"|Decision|Announcement|Office Memorandum|Law|Resolution|Directive|Gazette Notice"
    r"|Government Notice|Legal Notice|Letter|Trade Notice|Instruction))\s(?P<number>(?:No|Nos"
    r"|Number)\.?\s?:?\s?[A-Z]{0,6}[\s-]?\d[\w()/.&-]{0,40}(?:\s?-\s?[A-Z][\w().]{1,20})?(?:\sof\s(?:19"
    r"|20)\d\d)?)"
)
_NUMBER = re.compile(NUMBER_EN)


def find_citations_en(text: str) -> list[Citation]:
    """The documents that are cited, in order and without overlap; spans take in the number in brackets.

    >>> found = find_citations_en("under the Notice of the State Council on Steady Trade (Guo Fa [2022] No. 18).")
    >>> [(c.title, c.document_number) for c in found]
    [('Notice of the State Council on Steady Trade', 'Guo Fa [2022] No. 18')]
    """
    found: list[Citation] = []
    if not re.search(r"[A-Z][a-z]+ (?:of|on|for|No)|\d{4}", text):
        return found
    for match in _TITLED.finditer(text):
        title = _cut(match["title"])
        number = match["number"] if match["number"] and _NUMBER.fullmatch(match["number"].strip()) else None
        end = match.end() if number and title == match["title"] else match.start() + len(title)
        if len(title.split()) >= 5:
            said = " ".join(title.split()).removeprefix("The ")
            said = said.rstrip("'’\"”") if said.endswith(('"', "”")) else said  # the quotation marks around it
            found.append(Citation(span=Span(match.start(), end), title=said, document_number=number))
    for pattern in (_NUMBERED, _ACT):
        for match in pattern.finditer(text):
            start, end = match.span()
            title = re.sub(r"^(?:The|Under|In|And|By|See|With)\s+", "", match[0])
            start += len(match[0]) - len(title)
            if any(c.span.overlaps(Span(start, end)) for c in found):
                continue
            groups = match.groupdict()
            found.append(
                Citation(
                    span=Span(start, end),
                    title=" ".join(title.split()).rstrip("."),
                    document_number=" ".join(title.split()).rstrip(".") if groups.get("number") else None,
                )
            )
    return sorted(found, key=lambda c: c.span)


def _cut(title: str) -> str:
    """Without what only follows: a closing comma part, a second document, words in small letters at the end."""
    title = re.split(
        r",?\s+(?:and|or)\s+the\s+(?=(?:[A-Z][a-z]+\s){0,2}(?:Notice|Measures|Opinions|Regulations|Law|Act|Rules)\b)",
        title,
    )[0]
    return re.sub(rf"(?:[\s,]+{_LINK})+$", "", title).rstrip(" ,;:.")
