"""Clauses as they are drafted before their facts are looked for, and the headings of a list of them: one clause tells little of
whether its first sentence is a heading, its list tells more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ingest.headings import colon_heading_zh, split_heading_zh
from ingest.headings_en import own_line_headings, split_heading_en
from ingest.model import UnitMention


class Draft(Struct, frozen=True):
    """A clause before its facts; offsets in the reading. ``body_end``: where the measure of a row of a table ends."""

    path: str
    label: str
    heading: str | None
    start: int
    body: int
    end: int
    body_end: int | None = None
    units: tuple[UnitMention, ...] = ()
    label_end: int | None = None  # where the label ends if a run-in heading follows it


def headed_zh(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """A first sentence with a comma is a heading where most clauses of its list open so:
    「鼓励企业扩大出口，调整贸易方式。…」."""
    lists: dict[str, list[tuple[Draft, tuple[int, int] | None]]] = {}
    for draft in drafts:
        loose = split_heading_zh(text[draft.body : draft.end], commas=True) if draft.label else None
        lists.setdefault(draft.path.rpartition("/")[0], []).append((draft, loose))
    headed: dict[str, Draft] = {}
    for members in lists.values():
        if coloned := _with_colons(text, [draft for draft, _ in members]):
            headed |= coloned
            continue
        run_in = [draft for draft, _ in members if draft.label_end is not None]
        opening = sum(draft.heading is not None or loose is not None for draft, loose in members)
        weak = [draft for draft in run_in if len(draft.heading or "") > _SHORT_HEADING]
        if weak and len(members) >= 3 and opening < 0.75 * len(members):
            # sentences that happen to be short, where half the list has no heading
            for draft in weak:
                headed[draft.path] = replace(draft, heading=None, body=draft.label_end or draft.body)
            continue
        if len(members) >= 3 and len(run_in) == 1 == opening:
            # one short first sentence in a list without headings: 「（五）经市政府确定的其他支出。…不在此列。」
            headed[run_in[0].path] = replace(run_in[0], heading=None, body=run_in[0].label_end or run_in[0].body)
            continue
        if len(members) == opening == 2 and all(at is None or at[0] <= 20 for _, at in members):
            pass  # 「（一）做大企业，扩大总量。…」 「（二）突出重点，优化结构。…」
        elif len(members) < 3:  # a short list opens as its like do elsewhere in the notice
            if opening == sum(draft.heading is not None for draft, _ in members):
                continue
            form = _form(members[0][0])
            like = [pair for pairs in lists.values() for pair in pairs if _form(pair[0]) == form]
            if sum(d.heading is not None or at is not None for d, at in like) < max(3, 0.8 * len(like)):
                continue
        elif opening < max(3, 0.6 * len(members)):
            continue
        for draft, loose in members:
            if draft.heading is None and loose is not None:
                words = text[draft.body : draft.body + loose[0]].strip()
                headed[draft.path] = replace(draft, heading=words, body=draft.body + loose[1])
    return [headed.get(draft.path, draft) for draft in drafts]


def _with_colons(text: str, members: Sequence[Draft]) -> dict[str, Draft]:
    """「1.申报条件：…」 「2.奖励标准：…」: headings with a colon, where every clause of the list has one or another heading."""
    coloned: dict[str, Draft] = {}
    for draft in members:
        if draft.heading is not None or not draft.label:
            continue
        said = text[draft.body : draft.end]
        split = colon_heading_zh(said)
        if split is None:
            return {}
        words = said[: split[0]].strip()
        coloned[draft.path] = replace(draft, heading=words, body=draft.body + split[1])
    return coloned if len(members) > 1 else {}


def headed_en(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """A first sentence on a line of its own is a heading where nearly all clauses of the list open so; one with a comma
    is one where most clauses of the list have a run-in heading."""
    lists: dict[str, list[Draft]] = {}
    headings: dict[str, int] = {}
    for draft in drafts:
        if draft.label:
            above = draft.path.rpartition("/")[0]
            headings[above] = headings.get(above, 0) + (draft.label_end is not None)
            if draft.heading is None:
                lists.setdefault(above, []).append(draft)
    headed: dict[str, Draft] = {}
    for above, members in lists.items():
        if headings[above] >= max(2, 2 * len(members)):
            for draft in members:
                if split := split_heading_en(text[draft.body : draft.end], commas=True):
                    words = text[draft.body : draft.body + split[0]].strip()
                    headed[draft.path] = replace(draft, heading=words, body=draft.body + split[1])
            continue
        bodies = [text[draft.body : draft.end] for draft in members]
        for draft, said, length in zip(members, bodies, own_line_headings(bodies), strict=True):
            if length:
                body = draft.body + len(said) - len(said[length + 1 :].lstrip())
                headed[draft.path] = replace(draft, heading=said[:length].strip(), body=body)
    return [headed.get(draft.path, draft) for draft in drafts]


#: a run-in heading of more characters than these may be a sentence
_SHORT_HEADING = 12


def _form(draft: Draft) -> str:
    """The shape of a label and its depth: 「（二）」 under 「一、」 is like every （…） there."""
    return re.sub(r"[零〇一二三四五六七八九十百\d]+", "#", draft.label) + "/" * draft.path.count("/")
