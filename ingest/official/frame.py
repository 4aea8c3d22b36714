"""The elements of a Chinese official paper 公文 (GB/T 9704-2012 党政机关公文格式), found in its paragraphs.

A policy usually comes as two papers in one: the notice that forwards it (发文机关标志, 发文字号, 标题, 主送机关, one paragraph of
text, 署名, 成文日期, 附注) and the policy itself with a title of its own; the last page holds the 版记 (抄送,
印发机关, 印发日期). Any of it may be missing, down to a bare title. Only what is printed is reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.numerals import simplified
from ingest.official.addressees import read_addressing
from ingest.official.body import read_forwarding, signature_date
from ingest.official.elements import Found, Official
from ingest.official.gazette import numbered_mark
from ingest.official.head import read_head, read_numbered_mark
from ingest.official.imprint import read_tail, signed_annex
from ingest.official.number import is_number_line
from ingest.official.signature import merge_broken_issuers, read_issuer_of_title, without_undated
from ingest.official.title import further_policies, read_policy_title


def official_zh(paragraphs: Sequence[str], first_label: int) -> Official:
    """Read the frame. ``first_label``: index of the first paragraph with an outline label (or the number of paragraphs).

    The result's ``body`` starts at the preamble of the policy and ends before the 版记.
    """
    printed, paragraphs = paragraphs, [simplified(paragraph) for paragraph in paragraphs]
    found = Official()
    annex = signed_annex(paragraphs, first_label)
    end = read_tail(paragraphs, first_label, len(paragraphs), found, imprint=annex is not None)
    inside: Sequence[int] = range(end)
    if annex is not None:  # signed before its annexes
        signed = read_tail(paragraphs, first_label, annex, found)
        inside = [*range(signed), *range(annex, end)]
    without_undated(found)
    head = range(min(first_label, end))
    number_at = next((i for i in head if is_number_line(paragraphs[i])), None)
    marked = numbered_mark(paragraphs, head)
    if marked is not None and (number_at is None or marked.number < number_at):
        number_at = marked.number
        read_numbered_mark(paragraphs, marked.first, marked.number, marked.joined, found)
    dated = signature_date(paragraphs, head, number_at)
    start = read_head(paragraphs, number_at, len(head), found) if number_at is not None else 0
    start = read_addressing(paragraphs, start, len(head), found, numbered=number_at is not None)
    if dated is not None and dated >= start and (number_at is not None or found.addressees or found.notice_title):
        start = read_forwarding(paragraphs, start, dated, found)
    start = read_policy_title(paragraphs, start, min(first_label, end), found)
    found.body = [i for i in inside if i >= start]
    found.further = further_policies(paragraphs, found)
    merge_broken_issuers(found)
    read_issuer_of_title(found)
    if any(a != b for a, b in zip(printed, paragraphs, strict=True)):
        _as_printed(found, printed, paragraphs)
    return found


def _as_printed(found: Official, printed: Sequence[str], read: Sequence[str]) -> None:
    """Give the values in the characters of the paper: the frame is read with traditional characters simplified."""

    def back(one: Found) -> Found:
        here = read[one.paragraph][one.start : one.end]
        if one.value == here:
            return replace(one, value=printed[one.paragraph][one.start : one.end])
        if one.value == re.sub(r"\s", "", here):
            return replace(one, value=re.sub(r"\s", "", printed[one.paragraph][one.start : one.end]))
        following = range(one.paragraph, min(one.paragraph + 8, len(read)))
        joined = "".join(read[i] for i in following)
        at = joined.find(one.value)
        return replace(one, value="".join(printed[i] for i in following)[at : at + len(one.value)]) if at >= 0 else one

    found.each(back)
