"""The elements of an English circular, gazette notice or translated 公文, found in its paragraphs.

The same frame as in Chinese (``ingest.official``): the bodies that issue it stacked at the top, a reference number,
the title of the notice, the addressees, a short text, the signatures and a date, then the policy with a title of its
own. Any of it may be missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ingest.official import Found, Official, Validity, whole_paragraph
from ingest.pipeline.citations_en import NUMBER_EN
from ingest.pipeline.dates_en import find_dates_en
from ingest.pipeline.deadlines_en import find_deadlines_en
from ingest.pipeline.folding_en import fold, lower
from ingest.pipeline.units_en import is_body, split_names

_NUMBER_LINE = re.compile(
    rf"^(?:(?:Our\s+|Your\s+)?(?:Ref(?:erence)?|File|Document|Letter)\.?\s?(?:No\.?"
    rf"|Number)?\s?[:.]\s*(?P<ref>[\w()/.&\s\[\]-]{{3,60}})"
    rf"|(?P<number>{NUMBER_EN}))(?P<rest>[,.]?\s*(?:dated?\b.{{4,40}}|Date:.{{4,40}}"
    rf"|\(?[A-Z][\w\s.]{{0,24}}\)?)?)$",
)
_DATE_WORDS = re.compile(
    r"^(?:[A-Z][\w\s]{2,24},\s+)?(?:(?:Date|Dated|Issued|Published|Issue date"
    r"|Date of issue)\b(?:\s+on)?:?\s*)?(?:this\s+|the\s+)?",
    re.I,
)
_NOTICE = re.compile(
    r"^(?:(?:Joint|Public|Official|General|Trade)\s+)?(?:Notice|Circular|Announcement|Notification"
    r"|Letter|Memorandum|Reply|Decision|Order|Opinions)\b.{0,40}?\b(?:on|of|for|regarding|concerning"
    r"|to|about|-|:)\b",
    re.I,
)
_FORWARDS = re.compile(
    r"^.{0,200}?\b(?:Issuing|Issuance of|Printing and (?:Distributing|Issuing)|Publishing"
    r"|Promulgating|Promulgation of|Forwarding|Releasing|Release of|Publication of|Distributing"
    r"|Circulating|Transmitting)\s+(?:the\s+)?[“\"‘]?(?P<title>.+?)[”\"’]?$",
    re.I,
)
_BLANK_PAGE = re.compile(
    r"^[(\[]?\s?(?:There is no (?:main )?text on this page"
    r"|This page (?:is )?(?:intentionally )?(?:left )?blank(?: intentionally)?"
    r"|No text (?:is )?on this page|This page intentionally left blank)\.?\s?[)\]]?$",
    re.I,
)
_MARK = re.compile(r"^(?:DOCUMENT|Document|CIRCULAR|GOVERNMENT GAZETTE|OFFICIAL GAZETTE|NOTIFICATION|PUBLIC NOTICE)$")
_ADDRESS = re.compile(r"^To(?:\s?:\s*(?P<rest>.*)|,?)$", re.I)
_SUBJECT = re.compile(r"^(?:Subject|Sub|Re|Regarding|Title)\s?[:.\-]+\s*(?P<title>.+)$", re.I)
_SALUTATION = re.compile(r"^(?:Dear\s.{2,40}|(?:Respected\s)?(?:Sir|Madam|Sirs)(?:/Madam)?),?$", re.I)
_TAIL_FORMS = (
    (
        "附件说明",
        re.compile(
            r"^(?:Annex(?:es|ure|ures)?|Attachments?|Enclosures?|Encl|Appendi(?:x|ces))\b\s?[\dIVX]{0,3}\s?[.:].{2,}",
            re.I,
        ),
    ),
    ("抄送", re.compile(r"^(?:cc|c\.c\.|copy to|copies to|copied to|copy forwarded to|distribution)\s?[:.].*", re.I)),
    ("附注", re.compile(r"^\((?:Contact|This document|For public release|Disclosure)[^()]{1,120}\)$", re.I)),
    ("印发机关", re.compile(r"^(?:Printed|Issued|Distributed) (?:and (?:distributed|issued) )?by\b.{3,120}", re.I)),
)
_SIGNED = re.compile(
    r"^(?:(?:[A-Z][\w'’-]+\s){0,3}(?:Secretary|Minister|Commissioner|Director(?:[- ]General)?"
    r"|Governor|President|Chairman|Registrar|Controller|Mayor|Officer)\b[^;:]{0,60}"
    r"|(?:[A-Z]\.\s?){1,3}[A-Z][\w'’-]+,?|(?:[A-Z]\.?\s){0,3}[A-Z]{3,}(?:\s[A-Z]{2,})?,|Sd/-"
    r"|\(?Sd\.?\)?|By order\b.*|Signed\b.*|\([A-Z][\w. ]{3,40}\)|Yours (?:faithfully|sincerely),?)$",
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
    found = Official()
    end = _read_tail(paragraphs, first_label, found)
    head = range(min(first_label, end))
    number_at = _read_number(paragraphs, head, found)
    position = _read_issuers(paragraphs, number_at, found)
    position = _read_addresses(paragraphs, head, position, found)
    dated = next((i for i in head if i >= position and is_whole_date(paragraphs[i])), None)
    if dated is None and found.issued_on is None:
        early = next((i for i in head if i < position and is_whole_date(paragraphs[i])), None)
        if early is not None:
            _date(paragraphs, early, found)
    if dated is not None and (found.addressees or found.notice_title or number_at is not None):
        position = _read_forwarding(paragraphs, position, dated, found)
    position = _read_title(paragraphs, position, min(first_label, end), found)
    if found.title is None and number_at is not None:
        above = [
            i
            for i in range(number_at)
            if not is_name_en(paragraphs[i]) and not _MARK.match(paragraphs[i]) and paragraphs[i][-1] not in ".;:"
        ]
        if above:  # the title stands above the number
            found.title = Found(" ".join(paragraphs[i] for i in above), above[0], 0, len(paragraphs[above[0]]))
            found.title_parts += tuple(whole_paragraph(paragraphs, i) for i in above)
    found.body = range(position, max(position, end))
    found.issuers = list({issuer.value: issuer for issuer in reversed(found.issuers)}.values())[::-1]
    return found


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
        found.issued_on = (value, Found(paragraphs[index][start:end], index, start, end))


def is_name_en(paragraph: str) -> bool:
    """A line that is nothing but the name of a body: title case, no sentence.

    >>> is_name_en("Weihai Customs of the People's Republic of China"), is_name_en("The Bureau shall pay.")
    (True, False)
    """
    if not 4 <= len(paragraph) <= 160 or paragraph[-1] in ".;:!?" or not is_body(paragraph) or _NOTICE.match(paragraph):
        return False
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
        if len(paragraph) > 100:
            continue
        match = _NUMBER_LINE.match(paragraph)
        if match is None or (match["number"] and not re.search(r"\d", match["number"])):
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
    for i in range(limit):
        if is_name_en(paragraphs[i]) or (
            i < 3
            and re.match(r"^(?:GOVERNMENT|MINISTRY|DEPARTMENT|REPUBLIC|OFFICE|STATE)\b[A-Z ,&]{3,60}$", paragraphs[i])
        ):
            found.issuers.append(whole_paragraph(paragraphs, i))
    if found.issuers:
        found.elements.append(("发文机关标志", whole_paragraph(paragraphs, found.issuers[0].paragraph)))
    return limit + 1


def _heading_like(paragraphs: Sequence[str], at: int) -> bool:
    return len(paragraphs[at]) > 300


def _read_addresses(paragraphs: Sequence[str], head: range, position: int, found: Official) -> int:
    """Title of the notice, subject and addressees; gives the index behind them."""
    stop = min(len(head), position + 9)
    addressed = None
    for i in range(position, stop):
        paragraph = paragraphs[i]
        if match := _ADDRESS.match(paragraph):
            rest = (match["rest"] or "").strip(" ,")
            if rest:
                found.addressees = _addressees(paragraph, i, match.start("rest"))
            elif i + 1 < len(paragraphs):
                found.addressees = _addressees(paragraphs[i + 1], i + 1, 0)
                i += 1
            addressed = i
            break
        if paragraph[-1] in ":：" and len(paragraph) <= 700 and _addresses(paragraphs, position, i, found):
            found.addressees = _addressees(paragraph, i, 0)
            addressed = i
            break
    subject = next((i for i in range(position, stop) if _SUBJECT.match(paragraphs[i])), None)
    if subject is not None and (match := _SUBJECT.match(paragraphs[subject])):
        title = re.sub(r"\s*[-–—]\s*(?:reg(?:arding)?\.?|matter)$", "", match["title"].strip().rstrip(".")).strip()
        at = match.start("title")
        found.notice_title = Found(title, subject, at, at + len(title))
        found.title_parts = (found.notice_title,)
    elif addressed is not None:
        lines = [
            i
            for i in range(position, addressed)
            if not is_whole_date(paragraphs[i])
            and not _BLANK_PAGE.match(paragraphs[i])
            and not _SALUTATION.match(paragraphs[i])
            and not _MARK.match(paragraphs[i])
        ]
        lines = [i for i in lines if not _ADDRESS.match(paragraphs[i]) or ":" not in paragraphs[i][:4]]
        if lines:
            joined = " ".join(paragraphs[i] for i in lines)
            found.notice_title = Found(joined, lines[0], 0, len(paragraphs[lines[0]]))
            found.title_parts = tuple(whole_paragraph(paragraphs, i) for i in lines)
    elif (
        position < len(head)
        and _NOTICE.match(paragraphs[position])
        and paragraphs[position][-1] != "."
        and found.document_number
    ):
        found.notice_title = whole_paragraph(paragraphs, position)
        found.title_parts = (found.notice_title,)
        return position + 1
    behind = max(-1 if addressed is None else addressed, -1 if subject is None else subject)
    if behind >= 0:
        position = behind + 1
        while position < len(head) and _SALUTATION.match(paragraphs[position]):
            position += 1
    return position


def _addresses(paragraphs: Sequence[str], position: int, at: int, found: Official) -> bool:
    """Is a paragraph that ends with a colon the line of addressees: after nothing but a title, and without a verb?"""
    paragraph = paragraphs[at]
    if (
        ". " in paragraph
        or _SUBJECT.match(paragraph)
        or re.search(r"\b(?:shall|must|may|will|should|is|are|can|follow\w*|includ\w*|as under|hereby)\b", paragraph)
    ):
        return False
    if at == position and not (found.document_number or found.issuers):
        return False
    return all(p[-1] not in ".;" and len(p) <= 300 for p in paragraphs[position:at])


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
        value = paragraph[at:stop].strip(" ,:：").removesuffix(".")
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
    for i in range(start, dated):
        paragraph = paragraphs[i]
        tail = next((name for name, form in _TAIL_FORMS if form.match(paragraph)), None)
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
        if _BLANK_PAGE.match(paragraph) or is_whole_date(paragraph) or _MARK.match(paragraph):
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


def _read_tail(paragraphs: Sequence[str], first_label: int, found: Official) -> int:
    """Signatures, dates and copies at the end; gives the index behind the last paragraph of the policy."""
    position = len(paragraphs)
    floor = min(first_label + 1, len(paragraphs))
    issuers: list[Found] = []
    kept_date = False
    while position > floor:
        paragraph = paragraphs[position - 1]
        tail = next((name for name, form in _TAIL_FORMS if form.match(paragraph)), None)
        if tail:
            found.elements.append((tail, whole_paragraph(paragraphs, position - 1)))
        elif is_whole_date(paragraph):
            _date(paragraphs, position - 1, found)
            kept_date = True
        elif (
            is_name_en(paragraph)
            and len(paragraph) < 120
            and not paragraph.lower().startswith(("responsible", "lead", "("))
        ):
            issuers.insert(0, whole_paragraph(paragraphs, position - 1))
        elif not (_SIGNED.match(paragraph) or _BLANK_PAGE.match(paragraph)):
            break
        position -= 1
    if issuers and kept_date:
        found.issuers = issuers
        return position
    if issuers and not kept_date:  # names without a date are text
        return max(floor, issuers[-1].paragraph + 1)
    return position


# ---------------------------------------------------------------------------------------------------------------------
# validity, interpretation, place

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
    r"\b(?:come|comes|came|enter|enters|entered)\s+into\s+(?:force|effect|operation)"
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
    r"|(?:right|power|responsibility)\s+(?:of|for|to)\s+(?:final\s+)?(?:interpret(?:ation"
    r"|ing)?)(?:\s+of\s+[^.;]{2,60}?)?\s+(?:rests?|lies|vests?|shall rest|shall vest|is vested"
    r"|belongs?)\s+(?:with|in|to)\s+(?P<who2>[^.;]{3,160}?)(?=[.;]|$)"
    r"|(?P<who3>(?:The\s+)?[A-Z][^.;]{3,160}?)\s+(?:shall be|is|are"
    r"|will be)\s+responsible\s+for\s+(?:the\s+)?interpret(?:ation|ing)\b",
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
        start, end = match.span("who") if match["who"] else match.span("who2") if match["who2"] else match.span("who3")
        found += [(" ".join(name.of(text).split()), name.start, name.end) for name in split_names(text, start, end)]
    return found


_PLACE = re.compile(
    r"\b(?P<place>(?:[A-Z][a-z'’-]+\s){1,3}(?:City|Province|District|County|Municipality"
    r"|Autonomous Region|Special Administrative Region|Prefecture|State|Comprehensive Bonded Zone"
    r"|Free Trade Zone|Free Trade Port|Development Zone|New Area|Island))\b"
)
_SKIP = ("The ", "Of ", "In ", "For ", "And ", "Free ", "Development ", "State ")


def place_en(texts: Sequence[str], known: str | None = None) -> tuple[str, int] | None:
    """The place a title or an issuer names first, with the index of the text; ``known`` (Weihai) is looked for in its
    full form.

    >>> place_en(["Policy List of Weihai City for Trade"], "Weihai")
    ('Weihai City', 0)
    """
    for index, text in enumerate(texts):
        for match in _PLACE.finditer(text):
            place = match["place"]
            if not place.startswith(_SKIP) and (known is None or place.startswith(known)):
                return place, index
    return None
