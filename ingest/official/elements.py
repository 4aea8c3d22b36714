"""What the frame of an official paper holds 公文要素: the elements of GB/T 9704-2012, each with the place where it is printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

#: elements beside the fields of a notice, in the order of GB/T 9704-2012, 7.2–7.4
ELEMENTS = (
    *("份号", "密级", "紧急程度", "发文机关标志", "签发人", "附件说明", "附注", "附件顺序号"),
    *("抄送", "印发机关", "空白页注"),
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

    def each(self, change: Callable[[Found], Found]) -> None:
        """Put what ``change`` gives in the place of everything found."""
        self.title = change(self.title) if self.title else None
        self.title_parts = tuple(map(change, self.title_parts))
        self.notice_title = change(self.notice_title) if self.notice_title else None
        self.document_number = change(self.document_number) if self.document_number else None
        self.issuers = list(map(change, self.issuers))
        self.addressees = list(map(change, self.addressees))
        self.issued_on = (self.issued_on[0], change(self.issued_on[1])) if self.issued_on else None
        self.printed_on = (self.printed_on[0], change(self.printed_on[1])) if self.printed_on else None
        self.elements = [(name, change(one)) for name, one in self.elements]


def whole_paragraph(paragraphs: Sequence[str], index: int) -> Found:
    """A paragraph that is, from end to end, one thing said."""
    return Found(paragraphs[index], index, 0, len(paragraphs[index]))


def over_lines(paragraphs: Sequence[str], lines: Sequence[int], between: str = "") -> Found:
    """What is printed over one or more lines, a title mostly; it stands where its first line stands.

    >>> over_lines(["Notice on", "Export Credit"], [0, 1], " ")
    Found(value='Notice on Export Credit', paragraph=0, start=0, end=9, last=None)
    """
    return Found(between.join(paragraphs[i] for i in lines), lines[0], 0, len(paragraphs[lines[0]]))
