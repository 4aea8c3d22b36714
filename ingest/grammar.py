"""What differs between the languages on the way from paragraphs to a notice: labels, official elements, headings, outline, and
how a policy speaks of its own time and of who explains it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.headings import announces_zh, split_heading_zh
from ingest.headings_en import is_heading_en, split_heading_en
from ingest.labels_en import labels_en
from ingest.model import Language, Span
from ingest.official.elements import Official
from ingest.official.frame import official_zh
from ingest.official.frame_en import official_en
from ingest.official.title import forwarded_title
from ingest.official.title_en import forwarded_title_en
from ingest.outline import ANNEX, Label, Outline, label_zh, outline_of, without_annex_list, without_contents
from ingest.outline_en import ANNEX_EN, outline_en
from ingest.validity import Validity, interpreters_zh, validity_zh
from ingest.validity_en import interpreters_en, validity_en


@dataclass(frozen=True, slots=True)
class Grammar:
    """What differs between the languages on the way from paragraphs to a notice."""

    labels: Callable[[Sequence[str]], list[Label | None]]
    official: Callable[[Sequence[str], int], Official]
    split_heading: Callable[[str], tuple[int, int] | None]
    is_heading: Callable[[str], bool]
    outline: Callable[[Sequence[str], Sequence[Span], Sequence[Label | None], Callable[[str], bool]], Outline]
    validity: Callable[[str], Validity]
    interpreters: Callable[[str], list[tuple[str, int, int]]]
    forwarded: Callable[[str], str | None]
    annex: re.Pattern[str]


def _labels_zh(paragraphs: Sequence[str]) -> list[Label | None]:
    labels = without_contents(paragraphs, [label_zh(paragraph) for paragraph in paragraphs])
    return without_annex_list(paragraphs, labels)


def _is_heading_zh(rest: str) -> bool:
    if rest[-1:] in ("：", ":"):
        return announces_zh(rest)
    return bool(rest) and rest[-1] not in "。；;！)）" and len(rest) <= 60


def _outline_zh(
    paragraphs: Sequence[str], spans: Sequence[Span], labels: Sequence[Label | None], note_ends: Callable[[str], bool]
) -> Outline:
    return outline_of(paragraphs, spans, label_zh, note_ends=note_ends, labels=labels)


def _outline_en(
    paragraphs: Sequence[str], spans: Sequence[Span], labels: Sequence[Label | None], note_ends: Callable[[str], bool]
) -> Outline:
    return outline_en(paragraphs, spans, labels, note_ends=note_ends)


GRAMMARS: dict[Language, Grammar] = {
    "zh": Grammar(
        _labels_zh,
        official_zh,
        split_heading_zh,
        _is_heading_zh,
        _outline_zh,
        validity_zh,
        interpreters_zh,
        forwarded_title,
        ANNEX,
    ),
    "en": Grammar(
        labels_en,
        official_en,
        split_heading_en,
        is_heading_en,
        _outline_en,
        validity_en,
        interpreters_en,
        forwarded_title_en,
        ANNEX_EN,
    ),
}
