"""What the frame of an official paper holds 公文要素: the elements of GB/T 9704-2012, each with the place where it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

#: elements beside the fields of a notice, in the order of GB/T 9704-2012, 7.2–7.4
ELEMENTS = (
    *("份号", "密级", "紧急程度", "发文机关标志", "签发人", "附件说明", "附注", "抄送", "印发机关", "空白页注"),
    *("出席", "请假", "列席", "印发份数", "公开方式"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it stands: ``paragraph`` is an index, ``start``/``end`` offsets in that paragraph. What was printed over
    more lines ends in the paragraph ``last``."""

    value: str
    paragraph: int
    start: int
    end: int
    last: int | None = None


@dataclass(slots=True)
class Official:
    """What the frame of a document says; ``body`` are the paragraphs that hold the policy itself, ``further`` those of them that
    are the titles of further policies which the same notice forwards."""

    title: Found | None = None
    title_parts: tuple[Found, ...] = ()
    notice_title: Found | None = None
    document_number: Found | None = None
    issuers: list[Found] = field(default_factory=list)
    addressees: list[Found] = field(default_factory=list)
    issued_on: tuple[date, Found] | None = None
    printed_on: tuple[date, Found] | None = None
    elements: list[tuple[str, Found]] = field(default_factory=list)
    forwarding: tuple[int, ...] = ()
    body: Sequence[int] = ()
    further: tuple[int, ...] = ()


def whole_paragraph(paragraphs: Sequence[str], index: int) -> Found:
    """A paragraph that is, from end to end, one thing said."""
    return Found(paragraphs[index], index, 0, len(paragraphs[index]))
