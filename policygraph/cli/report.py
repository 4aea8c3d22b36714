"""What of a notice was read, for ``policygraph parse --report``: shares of the text, and everything that is left over."""

from __future__ import annotations

from typing import Any

from ingest.coverage import Coverage, coverage_of
from ingest.model import Notice
from policygraph.cli.columns import screen, shorten

#: parts of the text: attribute of the coverage, what it is called
PARTS = (
    ("under_clauses", "clauses 条款"),
    ("under_headings", "headings 标题"),
    ("in_frame", "frame 公文要素"),
    ("in_passages", "passages 前言与结尾"),
    ("under_nothing", "nothing 未读"),
)


def report(notice: Notice) -> str:
    """The coverage of a notice as text."""
    found = coverage_of(notice)
    total = found.characters or 1
    shares = ", ".join(f"{name} {getattr(found, part) / total:.1%}" for part, name in PARTS)
    lines = [f"{notice.id}: {found.characters} characters: {shares}"]
    for label, loose in (("unread 未读", found.unread), ("number without a fact 未解释的数字", found.numbers)):
        lines += [f"  {label}: {item.where} [{item.span.start}, {item.span.end}) 「{item.quote}」" for item in loose]
    lines += [f"  unit not recognised 未识别的单位: {name}" for name in found.units]
    lines += [
        f"  {remark.code}: {remark.message}" + (f" (try: {remark.hint})" if remark.hint else "")
        for remark in (*notice.document.remarks, *notice.remarks)
    ]
    return "\n".join([lines[0], *(shorten(" ".join(line.split("\n")), screen()) for line in lines[1:])])


def coverage_record(found: Coverage) -> dict[str, Any]:
    """The coverage as JSON values, for ``parse --json --report``."""
    loose = {
        name: [
            {"start": item.span.start, "end": item.span.end, "quote": item.quote, "where": item.where} for item in items
        ]
        for name, items in (("unread", found.unread), ("numbers", found.numbers))
    }
    parts = {part: getattr(found, part) for part, _ in PARTS}
    return {"characters": found.characters, **parts, **loose, "units": list(found.units)}
