"""责任单位 in Chinese: responsibility notes, and bodies that the text charges in its course.

A note stands at the end of a paragraph, in brackets 「（牵头单位：市商务局、市税务局）」
「（由市商务局、市财政局按职责分工负责）」 or as a
paragraph of its own 「责任单位：…」, now and then without any label. Names nest brackets
「市商务局（市投资合作促进局）」 and are divided
by 、 and ，. A note may bind bodies for all later clauses: 「以下政策措施均需各县区政府落实，不再单独列出」.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.lexicon.table import cues
from ingest.model import Span, UnitMention, UnitRole
from ingest.numerals import fold

_ROLE: dict[str, UnitRole] = {
    "牵头": "lead",
    "主办": "lead",
    "主责": "lead",
    "责任": "responsible",
    "实施": "responsible",
    "落实": "responsible",
    "主管": "responsible",
    "承办": "responsible",
    "执行": "responsible",
    "负责": "responsible",
    "组织": "responsible",
    "配合": "follow_up",
    "协办": "follow_up",
    "协同": "follow_up",
    "参与": "follow_up",
    "参加": "follow_up",
    "协助": "follow_up",
    "跟进": "follow_up",
}
_LABEL = re.compile(
    rf"(?P<role>{'|'.join(_ROLE)})(?:责任|实施|负责|落实)?(?:单位|部门|机构|主体|领导|科室)(?:[及和与](?:责任|配合)?(?:单位|部门|分工))?\s*:"
)
_TAIL = re.compile(
    r"(?:等(?:有关|相关)?(?:单位|部门)?)?\s*(?:(?:按照?|依据?|根据)?(?:各自)?(?:职责|职能|任务)(?:分工)?|分别|共同|具体|各自|联合|组织)*\s*(?:负责(?:落实|实施|组织实施)?|落实|实施|组织实施|配合|牵头|承担|参与|参加|协办|协助|按职责)?$"
)
_BIND = re.compile(
    r"(?:以下|下列|后续|下同|其余|上述|所有)[^，；]{0,12}(?:均|都|皆)(?:需|须|由|应由|应)?(?P<who>[^，；]{2,40}?)(?:落实|负责|实施|执行|参与|配合)"
)
_ASIDE = re.compile(r"均[需须由]|不再(?:单独|一一|另行)?列|下同|以下简称|排名不分先后")
_CHARGES = re.compile(
    r"(?:^|[，。；、\n])(?:本?[^，。；、\n]{0,8}?由)(?P<who>[^，。；\n]{2,60}?)(?P<verb>牵头|负责(?!解释|制)(?:落实|实施|组织实施|统筹)?)(?!.{0,4}解释)"
)


@dataclass(frozen=True, slots=True)
class UnitNotes:
    """What ``find_units_zh`` gives: the mentions in order, the notes (no policy text), the bodies bound for later clauses,
    and notes that look like one but were not understood."""

    mentions: tuple[UnitMention, ...]
    notes: tuple[Span, ...]
    bound: tuple[UnitMention, ...] = ()
    unread: tuple[Span, ...] = ()


@cache
def _body() -> re.Pattern[str]:
    words = cues("bodies_zh.tsv")
    return re.compile(rf"(?:.{{1,40}}(?:{words['suffix']})|{words['whole']})(?:\([^()]{{2,40}}\))?$")


def is_body(name: str) -> bool:
    """Does a name end as the name of a body does?

    >>> is_body("市市场监管局"), is_body("市商务局（市投资合作促进局）"), is_body("含人工成本")
    (True, True, False)
    """
    return bool(_body().match(fold(name)))


def split_bodies(text: str, start: int = 0) -> Iterator[tuple[str, int, int]]:
    """The names of a list 「市商务局、市财政局，县（市）区政府」 with their offsets (``start`` added).

    Divides at 、，；, and at 会同, 和, 与, 及 only behind a complete name: 「人力资源和社会保障局」 stays whole.

    >>> [name for name, _, _ in split_bodies("市商务局会同市人力资源和社会保障局、市财政局和市税务局")]
    ['市商务局', '市人力资源和社会保障局', '市财政局', '市税务局']
    """
    depth, begin = 0, 0
    cuts: list[tuple[int, int]] = []
    folded = fold(text)
    for i, c in enumerate(folded):
        if c == "(":
            depth += 1
        elif c == ")":
            depth = max(0, depth - 1)
        elif depth == 0 and c in "、，,;；\n":
            cuts.append((begin, i))
            begin = i + 1
    cuts.append((begin, len(text)))
    for left, right in cuts:
        position = left
        for joint in re.finditer("会同|商同|和|与|及|以及", folded[left:right]):
            at = left + joint.start()
            if is_body(text[position:at]) and at - position >= 3 and is_body(text[at + len(joint[0]) : right]):
                yield from _name(text, position, at, start)
                position = at + len(joint[0])
        yield from _name(text, position, right, start)


def _name(text: str, left: int, right: int, start: int) -> Iterator[tuple[str, int, int]]:
    raw = text[left:right]
    cut = _TAIL.search(raw)
    if cut and cut.start() > 0:
        raw = raw[: cut.start()]
    elif cut and cut.start() == 0:
        return
    lead = len(raw) - len(raw.lstrip(" 　:：由"))
    name = raw.strip(" 　:：。")
    name = name.removeprefix("由") if len(name) > 3 else name
    if len(name) >= 2:
        yield name, start + left + lead, start + left + lead + len(name)


def find_units_zh(text: str) -> UnitNotes:
    """All responsibility notes of a clause and the bodies they name; spans are in ``text``.

    >>> found = find_units_zh("给予奖励。（牵头单位：市商务局（市投资合作促进局）、市财政局）")
    >>> [(unit.name, unit.role) for unit in found.mentions]
    [('市商务局（市投资合作促进局）', 'lead'), ('市财政局', 'lead')]
    """
    folded = fold(text)
    mentions: list[UnitMention] = []
    bound: list[UnitMention] = []
    notes: list[Span] = []
    unread: list[Span] = []
    for start, end, inner_start, inner_end in _notes(folded):
        inner = folded[inner_start:inner_end]
        labelled = bool(_LABEL.search(inner)) or (
            bool(re.search(r"(?:负责|牵头|落实|配合)(?:[^，、]{0,6})$", inner)) and "解释" not in inner
        )
        if not labelled:
            names = list(split_bodies(text[inner_start:inner_end], inner_start))
            if len(names) < 2 or not all(is_body(name) for name, _, _ in names):
                if labelled or re.search("单位|部门", inner[:6]):
                    unread.append(Span(start, end))
                continue
        found, binding = _read_note(text, folded, inner_start, inner_end, "note" if labelled else "note.unlabelled")
        if not found and not binding:
            unread.append(Span(start, end))
            continue
        mentions += found
        bound += binding
        notes.append(Span(start, end))
    if not mentions:
        mentions += _charged(text, folded)
    return UnitNotes(tuple(mentions), tuple(notes), tuple(bound), tuple(unread))


def _notes(folded: str) -> Iterator[tuple[int, int, int, int]]:
    """Candidates: top-level brackets that end a paragraph, or carry a label anywhere, and labelled paragraphs."""
    stack: list[int] = []
    brackets: list[tuple[int, int]] = []
    for i, c in enumerate(folded):
        if c == "(":
            stack.append(i)
        elif c == ")" and stack:
            opened = stack.pop()
            if not stack:
                brackets.append((opened, i + 1))
        elif c == "\n" and len(stack) > 0 and not _LABEL.match(folded[stack[0] + 1 : stack[0] + 12]):
            stack.clear()  # a bracket that nobody closed
    if stack and _LABEL.match(folded[stack[0] + 1 : stack[0] + 12]):
        brackets.append((stack[0], len(folded)))
    for start, end in brackets:
        tail = folded[end : end + 3].lstrip(" 。")
        if not tail or tail[0] == "\n" or _LABEL.match(folded[start + 1 : start + 12]):
            closed = folded[end - 1] == ")"
            yield start, end + (1 if folded[end : end + 1] == "。" else 0), start + 1, end - 1 if closed else end
    for line in re.finditer(
        r"(?:^|(?<=\n)|(?<=。))[ ]*\[?(?="
        + _LABEL.pattern.replace("?P<role>", "?:")
        + r")[^\n(]*(?:\([^\n()]*\)[^\n(]*)*",
        folded,
    ):
        if not any(s <= line.start() < e for s, e in brackets):
            yield line.start(), line.end(), line.start(), line.end()


def _read_note(text: str, folded: str, start: int, end: int, rule: str) -> tuple[list[UnitMention], list[UnitMention]]:
    mentions: list[UnitMention] = []
    bound: list[UnitMention] = []
    labels = list(_LABEL.finditer(folded, start, end))
    parts: list[tuple[int, int, UnitRole | None]] = []
    if labels:
        if labels[0].start() > start:
            parts.append((start, labels[0].start(), None))
        for label, following in zip(labels, [*labels[1:], None], strict=True):
            parts.append((label.end(), following.start() if following else end, _ROLE[label["role"]]))
    else:
        parts.append((start, end, None))
    for left, right, role in parts:
        for sentence in re.finditer(r"[^;；。]+", folded[left:right]):
            a, b = left + sentence.start(), left + sentence.end()
            binding = _BIND.search(folded, a, b)
            if binding:
                for name, s, e in split_bodies(text[binding.start("who") : binding.end("who")], binding.start("who")):
                    bound.append(
                        UnitMention(span=Span(s, e), name=name, role="responsible", inherited=True, rule="bound")
                    )
            for s, e, clause_role in _clauses(folded, a, b, role):
                for name, x, y in split_bodies(text[s:e], s):
                    if (
                        (binding and x >= binding.start())
                        or _ASIDE.search(name)
                        or not _plausible(name, labelled=role is not None)
                    ):
                        continue
                    mentions.append(UnitMention(span=Span(x, y), name=name, role=clause_role, rule=rule))
    return mentions, bound


def _clauses(folded: str, start: int, end: int, role: UnitRole | None) -> Iterator[tuple[int, int, UnitRole]]:
    """「市商务局牵头，市财政局、市税务局配合」: stretches of names, each with the role its verb gives."""
    position = start
    verb = re.compile(r"(牵头(?:负责)?|负责|配合|参与|参加|协办|协助|落实)(?=[，,;；]|$)")
    for found in verb.finditer(folded[start:end]):
        at = start + found.start()
        yield position, at, _ROLE[found[1][:2]] if role is None or found[1][:2] != "负责" else role
        position = start + found.end()
    if position < end:
        yield position, end, role or "responsible"


def _plausible(name: str, *, labelled: bool) -> bool:
    if len(name) > 45 or re.search(r"[。“”\d%]|^(?:并|同时|按|对|在|可|含|不)|职责分工", name):
        return False
    return labelled or is_body(name)


def _charged(text: str, folded: str) -> list[UnitMention]:
    """Bodies charged in running text: 「由市商务局牵头」, 「由市财政局负责」 (but not 「由…负责解释」)."""
    found: list[UnitMention] = []
    for match in _CHARGES.finditer(folded):
        names = list(split_bodies(text[match.start("who") : match.end("who")], match.start("who")))
        if names and all(is_body(name) for name, _, _ in names):
            role: UnitRole = "lead" if match["verb"].startswith("牵头") else "responsible"
            found += [UnitMention(span=Span(s, e), name=name, role=role, rule="charged") for name, s, e in names]
    return found
