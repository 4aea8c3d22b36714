"""The elements of an English circular, gazette notice or translated 公文, found in its paragraphs.

The same frame as in Chinese (``ingest.official``): the bodies that issue it stacked at the top, a reference number,
the title of the notice, the addressees, a short text, the signatures and a date, then the policy with a title of its
own. Any of it may be missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ingest.label_forms_en import STATUTE
from ingest.markings_en import imprint_en, markings_en, month_first, moved_back
from ingest.official import Found, Official, whole_paragraph
from ingest.pipeline.citations_en import NUMBER_EN
from ingest.pipeline.dates_en import find_dates_en
from ingest.pipeline.folding_en import fold, lower
from ingest.pipeline.units_en import is_body, split_names

#: a reference number as it stands alone in a head: beside the forms of running text capital letters throughout
#: ("TRADE NOTICE NO. 58"), small words ("Finance and Taxation [2014] No. 150"), bare codes ("RBI/2018-19/81"),
#: "Customs Notice 23-14"
_HEAD_NUMBER = (
    rf"(?:{NUMBER_EN.replace('(?:No|Nos|Number)', '(?:No|Nos|NO|NOS|Number)')}"
    r"|(?:[A-Z][A-Za-z]{1,14}\s(?:(?:and|of|the|for)\s)?){1,8}\s?[\[〔(]\s?(?:19|20)\d\d\s?[\]〕)]\s?(?:No\.?\s?)?\d{1,5}"
    r"|(?=\S{0,60}\d)[A-Z][\w.()-]{0,20}/[\w./()-]{2,60}"
    r"|(?:[A-Z][A-Za-z]{2,14}\s){0,3}(?:Notice|Circular|Memorandum|Bulletin|Announcement|Notification|Order|Advisory"
    r"|NOTICE|CIRCULAR|MEMORANDUM|NOTIFICATION|ORDER)\s(?:[Tt]o\s[A-Z][a-z]+\s)?(?:\([A-Z]{2,6}\)\s)?(?:(?:No|NO)\.?\s?)?:?\s?\d[\w./-]*"
    r"|F\.\s?No\.?\s?:?\s?\d[\w/.() -]{2,50}|[A-Z]{2,6}\s(?:19|20)\d\d/\d{1,4}|(?:[A-Z][A-Za-z]{2,14}\s){1,3}no\.?\s\d[\w./-]*"
    r"|(?:[A-Z][A-Za-z]{2,14}\s){0,3}\((?:EU|EC|EEC|Euratom)(?:,\s\w+)?\)\s(?:No\.?\s?)?\d{1,4}/\d{1,4})"
)
_NUMBER_LINE = re.compile(
    rf"^(?:(?:Our\s+|Your\s+)?(?:[Rr]ef(?:erence)?|File|Document|Letter)\.?\s?(?:No\.?"
    rf"|Number)?\s?[:.]\s*(?P<ref>[\w()/.&\s\[\]-]{{3,60}})"
    rf"|(?P<number>{_HEAD_NUMBER}))(?P<rest>[,.]?\s*(?:dated?\b.{{4,40}}|Date:.{{4,40}}|Dated:.{{4,40}}"
    rf"|\(?[A-Z][\w\s.]{{0,24}}\)?)?|\s+(?:of|by|issued by)\s+(?P<by>(?:the\s+)?[A-Z].{{3,160}})"
    rf"|\s?[:–—]\s+(?P<title>[A-Za-z].{{9,240}}))$",
)
#: "(Guo Fa [2023] No. 3)" below a title
_BRACKETED_NUMBER = re.compile(
    r"\((?:[A-Z][A-Za-z]{0,14}\s(?:(?:of|and|the|for)\s){0,2}){1,7}\s?[\[〔]\s?(?:19|20)\d\d\s?[\]〕]\s?(?:No\.?\s?)?\d{1,5}\s?\)"
)
#: "Certificate of Origin Circular No. 1/2014": a line that only numbers a paper
_NUMBERED_LINE = re.compile(r"^[^.;]{0,80}\b(?:No|Nos|NO)\.?\s?[\w/()-]{0,12}\d[\w/()-]*$")
_DATE_WORDS = re.compile(
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:[A-Z][\w\s]{2,24},\s+)?(?:(?:Date|Dated"
    r"|Issued|Published|Issue date|Date issued|Date published"
    r"|Date of issue)\b(?:\s+on)?\s?[:–-]?\s*)?(?:this\s+|the\s+)?",
    re.I,
)
_NOTICE = re.compile(
    r"^(?:(?:Joint|Public|Official|General|Trade)\s+)?(?:Notice|Circular|Announcement|Notification"
    r"|Letter|Memorandum|Reply|Decision|Order|Opinions)\b.{0,40}?\b(?:on|of|for|regarding|concerning"
    r"|to|about|-|:)\b",
    re.I,
)
#: of these something else may be issued than a paper: "Issuance of Certificates"
_PAPER = (
    r"(?=.{0,200}\b(?:Measures|Polic(?:y|ies)|Provisions|Opinions|Rules|Regulations|Plan|Scheme|Guidelines|List|Catalogue"
    r"|Notice|Programme|Procedures)\b)"
)
_FORWARDS = re.compile(
    r"^.{0,200}?\b(?:Issuing|Printing and (?:Distributing|Issuing)|Publishing"
    r"|Promulgating|Forwarding|Releasing|Distributing|Circulating|Transmitting"
    rf"|(?:Issuance|Promulgation|Release|Publication) of{_PAPER})\s+(?:the\s+)?[“\"‘]?(?P<title>.+?)[”\"’]?$",
    re.I,
)
_BLANK_PAGE = re.compile(
    r"^[(\[]?\s?(?:There is no (?:main )?text on this page"
    r"|This page (?:is )?(?:intentionally )?(?:left )?blank(?: intentionally)?"
    r"|No text (?:is )?on this page|This page intentionally left blank)\.?\s?[)\]]?$",
    re.I,
)
#: a word that only says what kind of paper it is, above its title
_KIND_ONLY = re.compile(
    r"^(?:Notice|Guidance|Circular|Announcement|Notification|Memorandum|Policy paper|Press release)$"
)
_MARK = re.compile(r"^(?:DOCUMENT|Document|CIRCULAR|GOVERNMENT GAZETTE|OFFICIAL GAZETTE|NOTIFICATION|PUBLIC NOTICE)$")
_ADDRESS = re.compile(r"^(?:To|Attention|Attn)(?:\s?[:–—-]+\s*(?P<rest>.*)|,?)$", re.I)
_ADDRESS_LABEL = re.compile(r"^\(?\d{1,2}[.)]\s*|^\([a-z]\)\s*|^[•·▪-]\s*")
_TO_ALL = re.compile(
    r"^(?:(?:To\s)?(?:[Aa]ll|[Rr]elevant|[Ee]ach|[Vv]arious|[Cc]oncerned)\s.{3,300}"
    r"|To\s(?:the\s)?(?:people[’']s governments?|departments?|bureaus?|offices?|administrations?|provinc\w+|governments?)\b"
    r".{3,600}),$"
)
_SUBJECT = re.compile(
    r"^(?:Subject|Sub|Re|Regarding|Title)\s?(?:[:.]\s?-?|[-–—](?=\s)|\s[-–—])\s*(?:[-–—]\s*)?(?P<title>.+)$", re.I
)
#: a line that a web page puts under a title: when and where it was published
_WEB_LINE = re.compile(
    r"^.{0,60}\bSource\s?[:：]|^.{0,60}\|\s?(?:[A-Z][a-z]+ \d{1,2}, \d{4}|\d{4}-\d\d-\d\d)$"
    r"|^.{0,60}\b(?:Last )?(?:Updated?|Published|Posted|Released?|Publish(?:ed)? (?:date|time))"
    r"\s?(?:on|date|time)?\s?[:：]?\s*[\w,. -]{0,24}\d{4}|^\d{1,2}[-/ ]\d{1,2},?[-/ ]\d{4}$"
    r"|^\((?:Draft|Unofficial) .{3,60}\)$",
    re.I,
)
_MONTH_LINE = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December),?\s\d{4}$"
)
SALUTATION = re.compile(r"^(?:Dear\s.{2,40}|(?:Respected\s)?(?:Sirs?|Madam)(?:\s?/\s?(?:Sirs?|Madam))?),?$", re.I)
_TAIL_FORMS = (
    (
        "附件说明",
        re.compile(
            r"^(?:Annex(?:es|ure|ures)?|Attachments?|Enclosures?|Encl?s?|Appendi(?:x|ces))\b(?:\s[a-z]{3,9})?\s?[\dIVX]{0,3}\s?[.:].*",
            re.I,
        ),
    ),
    ("抄送", re.compile(r"^(?:cc|c\.c\.|copy to|copies to|copied to|copy forwarded to|distribution)\s?[:.].*", re.I)),
    (
        "附注",
        re.compile(
            r"^(?:\((?:Contact|This document|For public release|Disclosure)[^()]{1,120}\)"
            r"|[(\[]?(?:Issued|Hindi version|F\.?\s?No)\b[^\n]{0,40}\b(?:F(?:ile)?\.?\s?(?:No|no)|No)\b.{2,90}"
            r"|For (?:any |public |further |media )*(?:enquir|inquir|clarification|information|details|queries)\w*\b.{3,200}"
            r"|(?:E-?mail|Tel(?:ephone)?|Phone|Fax|Website)\b(?:\sNo)?\.?\s?:.{3,100})$",
            re.I,
        ),
    ),
    ("印发机关", re.compile(r"^(?:Printed|Issued|Distributed) (?:and (?:distributed|issued) )?by\b.{3,120}", re.I)),
)
_POST = (
    r"(?:Secretary|Minister|Commissioner|Director(?:[- ]General)?|Governor|President|Chairman|Chairperson|Registrar|Controller"
    r"|Mayor|Officer|General Manager|Manager|Adviser|Advisor|Comptroller|Collector|Superintendent|Head|Member|Chief)"
)
_SIGNED = re.compile(
    rf"^(?:(?:for\s+|p\.p\.\s+)?(?:(?:Ex-officio|Addl\.?|Asst\.?|Dy\.?|Jt\.?|[A-Z][\w'’-]+)\s){{0,5}}{_POST}\b[^;:]{{0,80}}"
    r"|(?:[A-Z]\.\s?){1,3}[A-Z][\w'’-]+,?|(?:[A-Z]\.?\s){0,3}[A-Z]{3,}(?:\s[A-Z]{2,})?,|Sd/-"
    r"|\(?Sd\.?\)?|By order\b.*|Signed\b.*|\([A-Z][\w. ]{3,40}\)|Yours (?:faithfully|sincerely|truly),?|For the [A-Z]\w+)$",
    re.I,
)
_POST_LINE = re.compile(
    r"^(?:For the [A-Z]\w+|(?:for\s+)?(?:The\s+)?(?:(?:Deputy|Assistant|Acting|Joint|Under|Chief|Cabinet"
    r"|Permanent|Principal|Ex-officio"
    rf"|Additional|Addl\.?|Senior|Sr\.?|Program|Programme)\s)*{_POST}"
    r"(?:$|,?\s\(.*|,\s.{3,60}|\s(?:to|of|for|in)\s.{3,60}))$",
    re.I,
)
#: the name of a person above a post
_PERSON = re.compile(r"^(?:(?:Mr|Ms|Mrs|Dr|Prof|Hon|Shri|Smt)\.?\s)?[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){1,5},?$")
#: with these words a letter ends: what follows is signature
ENDS_LETTER = re.compile(
    r"^(?:Yours (?:faithfully|sincerely|truly),?|\(?Sd/?[-.]?\)?|\[signed\]|By order\b.{0,60}|Done at [A-Z][^.]{2,60}\.?)$",
    re.I,
)


def official_en(paragraphs: Sequence[str], first_label: int) -> Official:
    """Read the frame. ``first_label``: index of the first paragraph with an outline label (or the number of paragraphs).

    The result is that of ``official_zh``: values with paragraph and offsets; ``body`` starts at the preamble of the
    policy and ends before signatures and copies at the end.

    >>> lines = ["Ministry of Trade", "Circular No. 5/2024", "To: All banks", "Subject: Export credit", "1. Rates fall."]
    >>> official_en(lines, 4).document_number.value
    'Circular No. 5/2024'
    """
    marks = markings_en(paragraphs, first_label)
    kept = [i for i in range(len(paragraphs)) if i not in marks.lines]
    found = _frame([paragraphs[i] for i in kept], first_label - len(marks.lines))
    moved_back(found, kept)
    found.elements += marks.elements
    sender = marks.sender
    if sender is not None and is_body(sender.value) and sender.value not in {one.value for one in found.issuers}:
        if found.issuers:  # the body that the sender belongs to stands above
            found.elements.append(("发文机关标志", whole_paragraph(paragraphs, sender.paragraph)))
        else:
            found.issuers = [sender]
    return found


def _frame(paragraphs: Sequence[str], first_label: int) -> Official:
    """The frame of a paper without its markings."""
    found = Official()
    annex = _signed_annex(paragraphs, first_label)
    end = _read_tail(paragraphs, first_label, len(paragraphs), found, imprint=annex is not None)
    inside: Sequence[int] = range(end)
    if annex is not None:  # signed before its annexes
        signed = _read_tail(paragraphs, first_label, annex, found)
        inside = [*range(signed), *range(annex, end)]
    head = range(min(first_label, end))
    number_at = _read_number(paragraphs, head, found)
    if number_at and any(len(p) > 120 and p.endswith(".") for p in paragraphs[:number_at]):
        number_at = None  # it stands below the text of the forwarding notice
    position = _read_issuers(paragraphs, number_at, found)
    position = _read_addresses(paragraphs, head, position, found)
    dated = next((i for i in head if i >= position and is_whole_date(paragraphs[i])), None)
    if dated is None and found.issued_on is None:
        early = next((i for i in head if i < position and is_whole_date(paragraphs[i])), None)
        if early is not None:
            _date(paragraphs, early, found)
    if dated is not None and found.issued_on is None:
        _date(paragraphs, dated, found)
    if dated is not None and (found.addressees or found.notice_title or number_at is not None):
        position = _read_forwarding(paragraphs, position, dated, found)
    position = _read_title(paragraphs, position, min(first_label, end), found)
    if found.title is not None and found.notice_title is None and found.forwarding and number_at:
        lines = [i for i in range(number_at) if not is_name_en(paragraphs[i]) and not _MARK.match(paragraphs[i])]
        if lines and all(paragraphs[i][-1] not in ".;:" and not _WEB_LINE.match(paragraphs[i]) for i in lines):
            _headline(paragraphs, lines, found)  # "… Office issued the Circular on …" above the number
    if found.title is None and number_at is not None:
        above = [
            i
            for i in range(number_at)
            if not is_name_en(paragraphs[i]) and not _MARK.match(paragraphs[i]) and paragraphs[i][-1] not in ".;:"
        ]
        if above:  # the title stands above the number
            found.title = Found(" ".join(paragraphs[i] for i in above), above[0], 0, len(paragraphs[above[0]]))
            found.title_parts += tuple(whole_paragraph(paragraphs, i) for i in above)
    if not found.issuers:
        found.issuers = _enacting(paragraphs, head) or _promulgating(paragraphs, head)
    found.body = [i for i in inside if i >= position]
    found.issuers = list({issuer.value: issuer for issuer in reversed(found.issuers)}.values())[::-1]
    return found


_ENACTING = re.compile(r"^(?:THE|The)\s(?P<name>[A-Z][A-Za-z ]{4,80}),$")
_REASONS = re.compile(r"^(?:Having regard|HAVING REGARD|Whereas|WHEREAS|Acting|In exercise|On the proposal)\b")


def _enacting(paragraphs: Sequence[str], head: range) -> list[Found]:
    """The body that an act names above its reasons: "THE EUROPEAN COMMISSION," over "Having regard to …"."""
    return [
        Found(match["name"], i, *match.span("name"))
        for i in head
        if (match := _ENACTING.match(paragraphs[i])) and i + 1 < len(paragraphs) and _REASONS.match(paragraphs[i + 1])
    ]


_PROMULGATED = re.compile(
    r"^(?:Promulgated|Issued|Released|Published|Issuing authority|Issuing body)"
    r"(?:\s+by)?\s?[:：]\s*(?P<name>[A-Z].{3,160})$"
)


def _promulgating(paragraphs: Sequence[str], head: range) -> list[Found]:
    """ "Promulgated by: Bureau of Commerce" below a title."""
    return [
        Found(name.of(paragraphs[i]), i, name.start, name.end)
        for i in head
        if (match := _PROMULGATED.match(paragraphs[i])) and is_body(match["name"])
        for name in split_names(paragraphs[i], *match.span("name"))
    ]


def is_whole_date(paragraph: str) -> bool:
    """A date on a line of its own, with at most a place or "Dated" before it.

    >>> is_whole_date("New Delhi, the 5th March, 2024"), is_whole_date("Paid by 5 March 2024")
    (True, False)
    """
    if len(paragraph) > 60 or not any(c.isdigit() for c in paragraph):
        return False
    return _day(paragraph) is not None


def _day(paragraph: str) -> tuple[date, int, int] | None:
    low = lower(fold(paragraph))
    lead = _DATE_WORDS.match(low)
    for day in find_dates_en(low):
        if day.year and day.day and lead and day.start <= lead.end() + 1 and day.end >= len(low.rstrip(" .")) - 1:
            return date(day.year, day.month, day.day), day.start, day.end
        if (
            day.year
            and day.day
            and re.fullmatch(r"[a-z ]{2,24}[,:]\s*(?:the\s+)?", low[: day.start])
            and day.end >= len(low.rstrip(" .")) - 1
        ):
            return date(day.year, day.month, day.day), day.start, day.end
    return None


def _date(paragraphs: Sequence[str], index: int, found: Official) -> None:
    if day := _day(paragraphs[index]):
        value, start, end = day
        value = month_first(paragraphs, paragraphs[index][start:end]) or value
        found.issued_on = (value, Found(paragraphs[index][start:end], index, start, end))


def is_name_en(paragraph: str) -> bool:
    """A line that is nothing but the name of a body: title case, no sentence.

    >>> is_name_en("Weihai Customs of the People's Republic of China"), is_name_en("The Bureau shall pay.")
    (True, False)
    """
    if (
        not 4 <= len(paragraph) <= 160
        or paragraph[-1] in ".;:!?,"
        or not is_body(paragraph)
        or _NOTICE.match(paragraph)
    ):
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


def _read_number(paragraphs: Sequence[str], head: range, found: Official) -> int | None:
    for i in head:
        paragraph = fold(paragraphs[i])
        if len(paragraph) > 260:
            continue
        if i and _BRACKETED_NUMBER.fullmatch(paragraph):
            found.document_number = Found(paragraphs[i][1:-1].strip(), i, 1, len(paragraph) - 1)
            return i
        match = _NUMBER_LINE.match(paragraph)
        if match is None or (match["number"] and not re.search(r"\d", match["number"])):
            continue
        if len(paragraph) > 100 and not (match["title"] or match["by"]):
            continue
        group = "ref" if match["ref"] else "number"
        if group == "ref" and not any(c.isdigit() for c in match["ref"]):
            continue
        start, end = match.span(group)
        while end > start and paragraph[end - 1] in " .,":
            end -= 1
        found.document_number = Found(paragraphs[i][start:end], i, start, end)
        for day in find_dates_en(lower(paragraph)):
            if day.start >= end and day.year and day.day:
                found.issued_on = (
                    date(day.year, day.month, day.day),
                    Found(paragraphs[i][day.start : day.end], i, day.start, day.end),
                )
        if match["title"]:
            title = paragraphs[i][slice(*match.span("title"))]
            found.notice_title = Found(title, i, *match.span("title"))
            found.title_parts = (found.notice_title,)
        if match["by"] and is_body(match["by"]):
            names = split_names(paragraphs[i], *match.span("by"))
            found.issuers = [Found(name.of(paragraphs[i]), i, name.start, name.end) for name in names]
        return i
    return None


def _read_issuers(paragraphs: Sequence[str], number_at: int | None, found: Official) -> int:
    """The names stacked above the number; without a number, above a "Document" mark. Gives the index behind them."""
    limit = number_at
    if limit is None:
        limit = next((i for i in range(min(40, len(paragraphs))) if _MARK.match(paragraphs[i])), None)
        if limit is None:
            lines = 0
            while lines < len(paragraphs) and is_name_en(paragraphs[lines]):
                lines += 1
            if 0 < lines < len(paragraphs) and lines <= 30 and not _heading_like(paragraphs, lines):
                limit = lines - 1
                found.issuers = [whole_paragraph(paragraphs, i) for i in range(lines)]
                return lines
            return 0
    named = found.issuers
    found.issuers = [
        name for i in range(limit) if _heads_a_paper(paragraphs[i], i) for name in _signed_by(paragraphs, i)
    ]
    above = [i for i in range(limit) if _NOTICE.match(paragraphs[i])]
    if above and found.notice_title is None and forwarded_title_en(" ".join(paragraphs[i] for i in above)):
        _headline(paragraphs, above, found)
    behind = limit + 1
    if not found.issuers and not named:  # the number stands above the names
        while behind < len(paragraphs) and _is_head_line(paragraphs[behind]):
            if _heads_a_paper(paragraphs[behind], 0):
                found.issuers.append(_named_line(paragraphs, behind))
            behind += 1
        if found.issuers and not _opens_letter(paragraphs, behind):
            found.issuers, behind = [], limit + 1
    found.issuers = found.issuers or named
    if found.issuers:
        stacked = dict.fromkeys(issuer.paragraph for issuer in found.issuers)
        found.elements += [("发文机关标志", whole_paragraph(paragraphs, i)) for i in stacked]
    return behind


#: a rule of asterisks, or the room and street of an office
_NO_WORDS = re.compile(
    r"^(?:[^A-Za-z]{1,40}|(?:Room|Floor|Block|Wing|Gate|Plot|Suite|\d+(?:st|nd|rd|th) Floor)\b[^;:]{1,80})$"
)


def _is_head_line(paragraph: str) -> bool:
    """A body, a date or a further number: what may stand below the number of a paper."""
    return (
        _heads_a_paper(paragraph, 0)
        or _NO_WORDS.match(paragraph) is not None
        or is_whole_date(paragraph)
        or re.match(r"[Dd]ated?\b.{4,30}$", paragraph) is not None
        or (len(paragraph) <= 60 and _NUMBER_LINE.match(fold(paragraph)) is not None)
    )


_POSTCODE = re.compile(r"\b\d{3} ?\d{3}$|\b[A-Z]{2} \d{5}(?:-\d{4})?$|\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}$")


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


def _named_line(paragraphs: Sequence[str], index: int) -> Found:
    """A body on a line of its own, without brackets around it."""
    line = paragraphs[index]
    if line[0] == "(" and line[-1] == ")":
        return Found(line[1:-1], index, 1, len(line) - 1)
    return whole_paragraph(paragraphs, index)


def _opens_letter(paragraphs: Sequence[str], at: int) -> bool:
    """Is a paragraph where a letter begins: addressees, subject or salutation?"""
    return at < len(paragraphs) and any(
        form.match(paragraphs[at]) for form in (_ADDRESS, _SUBJECT, SALUTATION, _REASONS)
    )


def _heading_like(paragraphs: Sequence[str], at: int) -> bool:
    return len(paragraphs[at]) > 300


def _read_addresses(paragraphs: Sequence[str], head: range, position: int, found: Official) -> int:
    """Title of the notice, subject and addressees; gives the index behind them."""
    stop = min(len(head), position + 30)
    subject = next((i for i in range(position, stop) if _SUBJECT.match(paragraphs[i])), None)
    greeting = next((i for i in range(position, stop) if SALUTATION.match(paragraphs[i])), None)
    above = (
        greeting - 1
        if greeting is not None and subject is None and _titles_letter(paragraphs, greeting, position)
        else None
    )
    addressed = _read_letter(paragraphs, position, stop, subject, greeting if above is None else above, found)
    if addressed is None:
        for i in range(position, min(stop, position + 9 if subject is None else subject)):
            paragraph = paragraphs[i]
            colon = paragraph[-1] in ":：" and len(paragraph) <= 700 and _addresses(paragraphs, position, i, found)
            if (
                (colon and greeting is None)
                or _governments(paragraphs, position, i, found)
                or (_TO_ALL.match(paragraph) and i + 1 < len(paragraphs) and "." in paragraphs[i + 1])
            ):
                found.addressees = _addressees(paragraph, i, 0)
                addressed = i
                break
    if subject is not None and (match := _SUBJECT.match(paragraphs[subject])):
        title = re.sub(r"\s*[-–—]\s*(?:reg(?:arding)?\.?|matter)$", "", match["title"].strip().rstrip(".")).strip()
        at = match.start("title")
        found.notice_title = Found(title, subject, at, at + len(title))
        found.title_parts = (found.notice_title,)
    elif found.notice_title is not None:
        pass  # it stands behind the number
    elif above is not None:
        _headline(paragraphs, [above], found)
    elif greeting is not None and (titled := _titles(paragraphs, greeting + 1, len(head))):
        _headline(paragraphs, titled, found)
        return titled[-1] + 1
    elif addressed is not None:
        lines = [
            i
            for i in range(position, addressed)
            if not is_whole_date(paragraphs[i])
            and not _WEB_LINE.match(paragraphs[i])
            and not _BLANK_PAGE.match(paragraphs[i])
            and not SALUTATION.match(paragraphs[i])
            and not _MARK.match(paragraphs[i])
        ]
        lines = [i for i in lines if not _ADDRESS.match(paragraphs[i]) or ":" not in paragraphs[i][:4]]
        if lines:
            _headline(paragraphs, lines, found)
    elif (
        position < len(head)
        and _NOTICE.match(paragraphs[position])
        and paragraphs[position][-1] != "."
        and found.document_number
    ):
        _headline(paragraphs, [position], found)
        return position + 1
    behind = max((i for i in (addressed, subject, greeting) if i is not None), default=-1)
    if behind >= 0:
        position = behind + 1
        while position < len(head) and SALUTATION.match(paragraphs[position]):
            position += 1
    return position


def _headline(paragraphs: Sequence[str], lines: Sequence[int], found: Official) -> None:
    """The title of the notice over one or more lines."""
    found.notice_title = Found(" ".join(paragraphs[i] for i in lines), lines[0], 0, len(paragraphs[lines[0]]))
    found.title_parts = tuple(whole_paragraph(paragraphs, i) for i in lines)


def _titles_letter(paragraphs: Sequence[str], greeting: int, position: int) -> bool:
    """Does the title of a letter, in capitals, stand right above the salutation?"""
    line = paragraphs[greeting - 1] if greeting > position else ""
    return line.isupper() and len(line.split()) >= 4 and line[-1] not in ",:" and not is_name_en(line)


#: a first line of a title that is as long as a line of a letter: what follows it goes on
_WRAPPED = re.compile(r"^[^\n]{48,}[A-Za-z]$")


def _titles(paragraphs: Sequence[str], start: int, stop: int) -> list[int]:
    """The lines of the title below a salutation: the last before the text that are neither sentences nor numbers of papers."""
    lines: list[int] = []
    for i in range(start, min(stop, start + 20)):
        paragraph = paragraphs[i]
        if paragraph[-1] in ".;" or len(paragraph) > 240:
            break
        if paragraph[-1] in ":," or _NUMBERED_LINE.match(paragraph) or is_whole_date(paragraph):
            lines = []
        elif not lines or _continues_title(paragraphs[lines[-1]], paragraph) or _WRAPPED.match(paragraphs[lines[-1]]):
            lines.append(i)
        else:
            lines = [i]
    return lines


def _read_letter(
    paragraphs: Sequence[str], position: int, stop: int, subject: int | None, greeting: int | None, found: Official
) -> int | None:
    """The addressees of a letter: behind "To", line by line up to the subject or the salutation, or the lines above a salutation
    that are no date, number or name of the sender. Gives the index of the last line."""
    to = next((i for i in range(position, stop) if _ADDRESS.match(paragraphs[i])), None)
    if to is None and greeting is None:
        return None
    last = min((i for i in (subject, greeting) if i is not None and i > (to or 0)), default=None)
    first = position if to is None else to
    if to is not None and last is None:
        last = to + 1 if (_ADDRESS.match(paragraphs[to]) or [""])[0].rstrip(" -–—:,").lower() != "to" else to + 2
    lines: list[tuple[int, int]] = []
    for i in range(first, min(last if last is not None else stop, len(paragraphs))):
        paragraph = paragraphs[i]
        start = 0
        if i == to and (match := _ADDRESS.match(paragraph)):
            if not (match["rest"] or "").strip(" ,"):
                continue
            start = match.start("rest")
        elif is_whole_date(paragraph) or _NUMBER_LINE.match(fold(paragraph)) or _SUBJECT.match(paragraph):
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
        found.addressees += _addressees(paragraphs[i], i, start)
    return lines[-1][0] if lines else to


#: the first words of addressees above a salutation
_ADDRESSED = re.compile(
    r"^(?:All|The|Chief|Chairm[ae]n|Managing|Members?|Commissioners?|Principal|Heads?|Directors?|Importers|Exporters)\b"
)


def _addresses(paragraphs: Sequence[str], position: int, at: int, found: Official) -> bool:
    """Is a paragraph that ends with a colon the line of addressees: after nothing but a title, and without a verb?"""
    paragraph = paragraphs[at]
    if (
        ". " in paragraph
        or _SUBJECT.match(paragraph)
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


def _governments(paragraphs: Sequence[str], position: int, at: int, found: Official) -> bool:
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
        and _addresses(paragraphs, position, at, found)
    )


_ADDRESS_CUT = re.compile(
    r"\s*;\s*(?:and\s+)?|,\s*(?:and\s+)?(?=(?:all|relevant|each|every|other|the|concerned|related"
    r"|directly|various)\s)|\s*[:：]\s*$"
)


def _addressees(paragraph: str, index: int, start: int) -> list[Found]:
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


def _read_forwarding(paragraphs: Sequence[str], start: int, dated: int, found: Official) -> int:
    """The text of the forwarding notice, its signatures and its date; gives the index of the first paragraph of the policy."""
    text: list[int] = []
    signed: list[Found] = []
    listed = False  # whether the paragraph before names an annex
    for i in range(start, dated):
        paragraph = paragraphs[i]
        tail = next((name for name, form in _TAIL_FORMS if form.match(paragraph)), None)
        listed = tail == "附件说明" or (listed and ANNEX_ITEM_EN.match(paragraph) is not None)
        tail = "附件说明" if listed else tail
        if _BLANK_PAGE.match(paragraph):
            found.elements.append(("空白页注", whole_paragraph(paragraphs, i)))
        elif is_name_en(paragraph):
            signed.append(whole_paragraph(paragraphs, i))
        elif tail:
            found.elements.append((tail, whole_paragraph(paragraphs, i)))
        elif not _SIGNED.match(paragraph):
            text.append(i)
    _date(paragraphs, dated, found)
    if signed and (len(signed) >= len(found.issuers) or not found.issuers):
        found.issuers = signed
    found.forwarding = tuple(text)
    position = dated + 1
    while position < len(paragraphs) and (
        any(form.match(paragraphs[position]) for _, form in _TAIL_FORMS) or _BLANK_PAGE.match(paragraphs[position])
    ):
        if name := next((name for name, form in _TAIL_FORMS if form.match(paragraphs[position])), None):
            found.elements.append((name, whole_paragraph(paragraphs, position)))
        position += 1
    return position


def forwarded_title_en(notice_title: str) -> str | None:
    """The title of the policy that a notice forwards.

    >>> forwarded_title_en("Notice on Issuing the Measures for Steady Trade")
    'Measures for Steady Trade'
    """
    match = _FORWARDS.match(notice_title)
    return match["title"] if match else None


def _read_title(paragraphs: Sequence[str], start: int, end: int, found: Official) -> int:
    inner = forwarded_title_en(found.notice_title.value) if found.notice_title else None
    titles: list[int] = []
    position = start
    while position < end and len(titles) < 3:
        paragraph = paragraphs[position]
        if (
            _BLANK_PAGE.match(paragraph)
            or is_whole_date(paragraph)
            or _MARK.match(paragraph)
            or _WEB_LINE.match(paragraph)
            or _MONTH_LINE.match(paragraph)
            or STATUTE.match(paragraph)
            or (_KIND_ONLY.match(paragraph) and position + 1 < end)
            or (found.document_number is not None and found.document_number.paragraph == position)
        ):
            if titles:
                break
            position += 1
            start = position
            continue
        if (
            paragraph[-1] in ".;:,!?"
            or len(paragraph) > 240
            or (titles and not _continues_title(paragraphs[titles[-1]], paragraph))
        ):
            break
        titles.append(position)
        position += 1
        if inner and _same(" ".join(paragraphs[i] for i in titles), inner):
            break
    if titles and (
        found.notice_title is None
        or inner is None
        or _same(" ".join(paragraphs[i] for i in titles), inner)
        or found.forwarding
    ):
        value = " ".join(paragraphs[i] for i in titles)
        number = found.document_number
        if number and number.paragraph == titles[0] - 1 and re.match(r"of \d{1,2} [A-Z]", value):
            titles.insert(0, number.paragraph)  # "COMMISSION REGULATION (EC) No 5/1999", "of 3 July 1999", "on …"
            value = " ".join(paragraphs[i] for i in titles)
        if not (found.notice_title and inner is None and not found.forwarding):
            found.title = Found(value, titles[0], 0, len(paragraphs[titles[0]]))
            found.title_parts += tuple(whole_paragraph(paragraphs, i) for i in titles)
            return titles[-1] + 1
    if inner is not None and found.notice_title is not None:
        at = paragraphs[found.notice_title.paragraph].find(inner)
        if at >= 0:
            found.title = Found(inner, found.notice_title.paragraph, at, at + len(inner))
        else:
            found.title = Found(inner, found.notice_title.paragraph, found.notice_title.start, found.notice_title.end)
        return start
    if found.notice_title is not None:
        found.title, found.notice_title = found.notice_title, None
    return start


def _continues_title(before: str, line: str) -> bool:
    """A second line of a title: in brackets, in the same capitals, or after a line that breaks off."""
    if re.match(r"^\(.{2,60}\)$", line):
        return True
    if before.isupper() and line.isupper():
        return True
    return bool(re.search(r"\b(?:of|for|on|the|and|to|in|with|by)$", before)) or line[0].islower()


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()


#: "(2) Checklist" under "Enclosures: (1) Application form"
ANNEX_ITEM_EN = re.compile(r"^(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|[-•·])\s*[^.;:]{2,120}[.;]?$")


def _signed_annex(paragraphs: Sequence[str], first_label: int) -> int | None:
    """Index of the first annex behind a signature with its date, in a paper that has clauses of its own before."""
    for i in range(first_label + 2, len(paragraphs)):
        if len(paragraphs[i]) <= 80 and _ANNEX_MARK.match(paragraphs[i]):
            above = i - 1
            while above > max(first_label, i - 12) and any(form.match(paragraphs[above]) for _, form in _TAIL_FORMS):
                above -= 1
            if is_whole_date(paragraphs[above]) or any(
                map(ENDS_LETTER.match, paragraphs[max(first_label, above - 5) : i])
            ):
                return i
    return None


_ANNEX_MARK = re.compile(
    r"^(?:Annex(?:ure)?|Appendix|Attachment|Enclosure)(?:\s(?:\d{1,2}|[IVX]{1,4}|[A-Z]))?(?:\s?[:–—-]\s?.{2,70})?$",
    re.I,
)


def _read_tail(paragraphs: Sequence[str], first_label: int, end: int, found: Official, *, imprint: bool = False) -> int:
    """Signatures, dates and copies above ``end``; gives the index behind the last paragraph of the policy. ``imprint``: only
    copies and who issued it, as they stand behind annexes."""
    position = end
    floor = min(first_label + 1, len(paragraphs))
    if first_label == len(paragraphs):  # nothing is numbered: signatures stand in the second half
        floor = max(2, len(paragraphs) // 2)
    issuers: list[Found] = []
    kept_date = False
    ended = next(
        (i for i in range(floor, end) if i >= end - 25 and ENDS_LETTER.match(paragraphs[i])),
        None,
    )
    while position > floor:
        paragraph = paragraphs[position - 1]
        signed = position < end and _SIGNED.match(paragraphs[position]) is not None
        tail = next((name for name, form in _TAIL_FORMS if form.match(paragraph)), None)
        if issued := imprint_en(paragraph, position - 1) if tail == "印发机关" else None:
            found.elements.append(("印发机关", issued[0]))
            found.printed_on = issued[1] or found.printed_on
        elif tail and not (imprint and tail == "附件说明"):
            found.elements.append((tail, whole_paragraph(paragraphs, position - 1)))
        elif first := _listed_above(paragraphs, position - 1, floor):
            found.elements += [("附件说明", whole_paragraph(paragraphs, i)) for i in range(position - 1, first, -1)]
            position = first + 1
            continue
        elif imprint and not _BLANK_PAGE.match(paragraph):
            break
        elif is_whole_date(paragraph):
            _date(paragraphs, position - 1, found)
            kept_date = True
        elif _POST_LINE.match(paragraph):
            pass
        elif (
            is_name_en(paragraph)
            and len(paragraph) < 120
            and not paragraph.lower().startswith(("responsible", "lead", "("))
        ):
            issuers[:0] = _signed_by(paragraphs, position - 1)
        elif _PERSON.match(paragraph) and (
            signed
            or (position - 1 > floor and _POST_LINE.match(paragraphs[position - 2]) and not is_name_en(paragraph))
        ):
            pass
        elif not (
            _SIGNED.match(paragraph) or _BLANK_PAGE.match(paragraph) or (ended is not None and position - 1 >= ended)
        ):
            break
        position -= 1
    if issuers and kept_date:
        found.issuers = issuers
        return position
    if issuers and ended is not None and not found.issuers:
        found.issuers = issuers  # what signs a letter issues it, where nothing else does
    if issuers and not kept_date and ended is None:  # names without a date are text
        return max(floor, issuers[-1].paragraph + 1)
    return position


def _listed_above(paragraphs: Sequence[str], index: int, floor: int) -> int:
    """Index of the line "Enclosures: (1) …" that a line "(2) …" goes on from, else 0."""
    for i in range(index, max(floor, index - 20) - 1, -1):
        if i < index and _TAIL_FORMS[0][1].match(paragraphs[i]):
            return i
        if not ANNEX_ITEM_EN.match(paragraphs[i]):
            break
    return 0


def _signed_by(paragraphs: Sequence[str], index: int) -> list[Found]:
    """The bodies that sign on one line: "Ministry of Finance and State Administration of Taxation" are two."""
    line = paragraphs[index]
    names = split_names(line, 0, len(line))
    if line[0] == "(" and line[-1] == ")":
        return [_named_line(paragraphs, index)]
    if len(names) < 2 or not all(is_body(name.of(line)) for name in names):
        return [whole_paragraph(paragraphs, index)]
    return [Found(name.of(line), index, name.start, name.end) for name in names]
