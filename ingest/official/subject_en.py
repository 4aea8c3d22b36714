"""Between head and text of an English paper: the subject of a letter or the title of a notice (标题), with its addressees."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.official.addressees_en import TO_ALL, ends_with_colon, ends_with_comma, read_letter, split_addressees_en
from ingest.official.dates_en import is_whole_date
from ingest.official.elements import Found, Official
from ingest.official.letter_en import ADDRESS, SALUTATION, SUBJECT
from ingest.official.notes_en import BLANK_PAGE
from ingest.official.number_en import NUMBERED_LINE
from ingest.official.signature_en import is_name_en
from ingest.official.title_en import MARK, NOTICE, WEB_LINE, continues_title, headline

#: a first line of a title that is as long as a line of a letter: what follows it goes on
_WRAPPED = re.compile(r"^[^\n]{48,}[A-Za-z]$")


def read_addressing(paragraphs: Sequence[str], head: range, position: int, found: Official) -> int:
    """Title of the notice, subject and addressees; gives the index behind them."""
    stop = min(len(head), position + 30)
    subject = next((i for i in range(position, stop) if SUBJECT.match(paragraphs[i])), None)
    greeting = next((i for i in range(position, stop) if SALUTATION.match(paragraphs[i])), None)
    above = (
        greeting - 1
        if greeting is not None and subject is None and _titles_letter(paragraphs, greeting, position)
        else None
    )
    addressed = read_letter(paragraphs, position, stop, subject, greeting if above is None else above, found)
    if addressed is None:
        end = min(stop, position + 9 if subject is None else subject)
        addressed = _addressed_line(paragraphs, position, end, found, greeted=greeting is not None)
        if addressed is not None:
            found.addressees = split_addressees_en(paragraphs[addressed], addressed, 0)
    if subject is not None and (match := SUBJECT.match(paragraphs[subject])):
        title = re.sub(r"\s*[-–—]\s*(?:reg(?:arding)?\.?|matter)$", "", match["title"].strip().rstrip(".")).strip()
        at = match.start("title")
        found.notice_title = Found(title, subject, at, at + len(title))
        found.title_parts = (found.notice_title,)
    elif found.notice_title is not None:
        pass  # it stands behind the number
    elif above is not None:
        headline(paragraphs, [above], found)
    elif greeting is not None and (titled := _titles(paragraphs, greeting + 1, len(head))):
        headline(paragraphs, titled, found)
        return titled[-1] + 1
    elif addressed is not None:
        if lines := [i for i in range(position, addressed) if not _is_no_title(paragraphs[i])]:
            headline(paragraphs, lines, found)
    elif (
        position < len(head)
        and NOTICE.match(paragraphs[position])
        and paragraphs[position][-1] != "."
        and found.document_number
    ):
        headline(paragraphs, [position], found)
        return position + 1
    behind = max((i for i in (addressed, subject, greeting) if i is not None), default=-1)
    if behind >= 0:
        position = behind + 1
        while position < len(head) and SALUTATION.match(paragraphs[position]):
            position += 1
    return position


def _addressed_line(
    paragraphs: Sequence[str], position: int, end: int, found: Official, *, greeted: bool
) -> int | None:
    """Index of the one line that says to whom a paper goes, where there is no letter: with a colon or a comma at its end."""
    for i in range(position, end):
        paragraph = paragraphs[i]
        colon = paragraph[-1] in ":：" and len(paragraph) <= 700 and ends_with_colon(paragraphs, position, i, found)
        if (
            (colon and not greeted)
            or ends_with_comma(paragraphs, position, i, found)
            or (TO_ALL.match(paragraph) and i + 1 < len(paragraphs) and "." in paragraphs[i + 1])
        ):
            return i
    return None


def _is_no_title(paragraph: str) -> bool:
    """A line that may stand above the addressees beside the title: a date, a mark, a salutation."""
    return (
        is_whole_date(paragraph)
        or any(form.match(paragraph) for form in (WEB_LINE, BLANK_PAGE, SALUTATION, MARK))
        or (ADDRESS.match(paragraph) is not None and ":" in paragraph[:4])
    )


def _titles_letter(paragraphs: Sequence[str], greeting: int, position: int) -> bool:
    """Does the title of a letter, in capitals, stand right above the salutation?"""
    line = paragraphs[greeting - 1] if greeting > position else ""
    return line.isupper() and len(line.split()) >= 4 and line[-1] not in ",:" and not is_name_en(line)


def _titles(paragraphs: Sequence[str], start: int, stop: int) -> list[int]:
    """The lines of the title below a salutation: the last before the text that are neither sentences nor numbers of papers."""
    lines: list[int] = []
    for i in range(start, min(stop, start + 20)):
        paragraph = paragraphs[i]
        if paragraph[-1] in ".;" or len(paragraph) > 240:
            break
        if paragraph[-1] in ":," or NUMBERED_LINE.match(paragraph) or is_whole_date(paragraph):
            lines = []
        elif not lines or continues_title(paragraphs[lines[-1]], paragraph) or _WRAPPED.match(paragraphs[lines[-1]]):
            lines.append(i)
        else:
            lines = [i]
    return lines
