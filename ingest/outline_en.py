"""The outline of an English paper: which of its labels open a section, an item or nothing, and what closes the policy."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.headings_en import is_heading_en
from ingest.label_forms_en import is_unnumbered
from ingest.model import Span
from ingest.outline import Label, Node, Outline, closing_of

ANNEX_EN = re.compile(r"^(?:annex(?:es|ure|ures)?|appendi(?:x|ces))\b[\s.:-]{0,3}[\dIVXA-Z]{0,4}\b.{0,60}$", re.I)


#: the first words of what closes a policy after its last clause
CLOSING_EN = re.compile(
    r"(?:These|This|The\s+(?:above|present|foregoing|aforementioned)"
    r"|The above)\s+(?:\w+[\s-]+){0,5}?(?:measures?|polic(?:y|ies)|notice|list|circular|scheme|rules"
    r"|guidelines|provisions|opinions|plan|regulations|notification|order|announcement|procedures|decision)\b"
    r"|(?:Enterprises|Matters)\b.{0,120}\bunless otherwise (?:provided|stipulated)|Annex(?:es|ure"
    r"|ures)?\b|Appendi(?:x|ces)\b|Attachments?\b|Enclosures?\b|cc\b\.?:?|Copy to\b"
    r"|Copies? (?:forwarded )?to\b|Contact(?:s| person)?:|Issued by\b|By order\b|Sd/-|\(Sd\.?"
    r"|For more details|(?:More|Further) information\b|Contact (?:us|the)\b"
    r"|Yours (?:faithfully|sincerely)|Printed (?:and|by)|This (?:issues|is issued)\b"
    r"|This is (?:hereby )?(?:to (?:announce|notify)|announced|notified)|(?:It is )?[Hh]ereby (?:notif|announce)"
    r"|(?:Please|Kindly) acknowledge (?:the )?receipt\b"
    r"|Effects? of (?:this|the) (?:Public |Trade )?(?:Notice|Notification|Circular)\b|Hindi version\b"
    r"|For (?:any |public |further |media )*(?:enquir|inquir|clarification|queries)",
    re.I,
)


def outline_en(
    paragraphs: Sequence[str],
    spans: Sequence[Span],
    labels: Sequence[Label | None],
    *,
    note_ends: Callable[[str], bool] = lambda paragraph: False,
) -> Outline:
    """The tree of an English paper from its candidate labels; the guarantees are those of ``ingest.outline.outline_of``.

    Beyond the rules there: a heading without number closes the lists above it; a list may begin anew under a later
    item (1.2 (i) after 1.1 (i)–(iv)); decimals (1.1) never nest under letters; what follows a line "Annex" is closing
    text."""
    stack: list[Node] = []
    nodes: list[Node] = []
    last_of_kind: dict[str, tuple[int, ...]] = {}
    preamble: list[int] = []
    annex = _annex(paragraphs, labels)
    for index, label in enumerate(labels[:annex]):
        accepted = _numbered_on(label, stack, last_of_kind, paragraphs) if label is not None else None
        if label is not None and accepted is None:
            accepted = (
                _heading_depth(label, stack, labels[index + 1 : index + 2])
                if is_unnumbered(label)
                else _depth(label, stack, last_of_kind, labels[index + 1 :])
            )
        if accepted is None:
            (nodes[-1].paragraphs if nodes else preamble).append(index)
            continue
        chosen, depth = accepted
        del stack[depth:]
        parent = stack[-1] if stack else None
        node = Node(
            chosen, f"{parent.path}/{chosen.key}" if parent else chosen.key, spans[index].start, [index], depth=depth
        )
        if parent:
            parent.children.append(node)
        stack.append(node)
        nodes.append(node)
        last_of_kind[chosen.kind] = chosen.number
    rest = tuple(range(annex, len(paragraphs)))
    kept: list[int] = []
    if nodes:  # the text under a heading, or under a label that stands alone, is no closing
        opening = words_at(nodes[-1], paragraphs)
        kept = nodes[-1].paragraphs[1 : opening + 1]
        del nodes[-1].paragraphs[1 : opening + 1]
    closing = closing_of(nodes, paragraphs, CLOSING_EN, note_ends, text_kept=True)
    if nodes:
        nodes[-1].paragraphs[1:1] = kept
    if not nodes:
        return Outline((), (*preamble, *rest), ())
    return Outline(tuple(nodes), tuple(preamble), (*closing, *rest))


def _annex(paragraphs: Sequence[str], labels: Sequence[Label | None]) -> int:
    """Index of the line that opens the annexes; a paper whose only numbering stands in its annex has none."""
    begun = 0
    for i, paragraph in enumerate(paragraphs):
        begun += labels[i] is not None
        if begun >= 2 and len(paragraph) <= 80 and ANNEX_EN.match(paragraph) and not paragraph.endswith((".", ";")):
            return i
    return len(paragraphs)


def words_at(node: Node, paragraphs: Sequence[str]) -> int:
    """Which paragraph of a node holds the first words of its text, behind the label and a heading on a line of its own."""
    lines = [paragraphs[i] for i in node.paragraphs]
    first = 0 if lines[0][node.label.length :].strip() else 1
    headed = len(lines) > first + 1 and is_heading_en(lines[0][node.label.length :] if first == 0 else lines[1])
    return min(first + headed, len(lines) - 1)


_DIVIDING = ("Part", "Title", "Chapter", "Division", "heading caps")


def _heading_depth(label: Label, stack: Sequence[Node], ahead: Sequence[Label | None]) -> tuple[Label, int] | None:
    """Where a heading without printed number goes: beside one of its style, else above the lists that are open."""
    if label.kind.startswith("contents"):
        return label, min(int(label.kind.split()[1]), sum(node.label.kind.startswith("contents") for node in stack))
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].label.kind == label.kind:
            return label, depth
    depth = 0
    for i, node in enumerate(stack):
        lent = node.label.kind.startswith("contents")
        if node.label.kind in _DIVIDING or lent or (label.kind != "heading caps" and is_unnumbered(node.label)):
            depth = i if lent and label.kind == "heading caps" and node.label.kind != "contents 0" else i + 1
    return label, depth


def _numbered_on(
    label: Label, stack: Sequence[Node], last_of_kind: dict[str, tuple[int, ...]], paragraphs: Sequence[str]
) -> tuple[Label, int] | None:
    """A list that is numbered on below a new heading: 2. → (1) → 1., 2. → (2) → 3., where the heading (2) has nothing below it
    yet. The same number might go on a list further up; there it would leave the heading empty."""
    if not stack or is_unnumbered(stack[-1].label) or stack[-1].label.kind == label.kind or len(label.number) > 1:
        return None
    last, above = last_of_kind.get(label.kind), [node.label for node in stack[:-1]]
    if last is None or label.number != (last[-1] + 1,) or label.kind not in {held.kind for held in above}:
        return None
    words = [paragraphs[i] for i in stack[-1].paragraphs]
    heading = len(words) == 1 and is_heading_en(words[0][stack[-1].label.length :])
    return (label, len(stack)) if heading and label.number != (1,) else None


def _depth(
    label: Label, stack: Sequence[Node], last_of_kind: dict[str, tuple[int, ...]], ahead: Sequence[Label | None]
) -> tuple[Label, int] | None:
    """Which reading of a printed label fits the open lists, and at what depth; None where it fits nowhere."""
    options = (label, *label.options)
    floor = max((i + 1 for i, node in enumerate(stack) if is_unnumbered(node.label)), default=0)
    for option in options:  # a list that is open goes on
        for depth in range(len(stack) - 1, floor - 1, -1):
            held = stack[depth].label
            if (
                held.kind == option.kind
                and len(held.number) == len(option.number)
                and held.number[:-1] == option.number[:-1]
                and option.number[-1] == held.number[-1] + 1
            ):
                return option, depth
    for option in options:
        kinds = [node.label.kind for node in stack]
        if len(option.number) > 1:
            for depth in range(len(stack) - 1, -1, -1):
                if stack[depth].label.number == option.number[:-1] and not is_unnumbered(stack[depth].label):
                    return option, depth + 1
            if option.number[-1] == 1 or option.kind not in kinds:
                if floor and stack[floor - 1].label.kind == "heading colon" and stack[floor - 1].children:
                    return option, floor - 1  # "Objectives:" held its one list
                depth = len(stack)
                while depth > floor and _LETTERED.match(stack[depth - 1].label.kind):
                    depth -= 1
                if option.kind not in kinds[floor:depth]:
                    return option, depth
            for depth in range(len(stack) - 1, floor - 1, -1):  # 2.1 after 1.4 where 2 itself is not printed
                if stack[depth].label.kind == option.kind and option.number > stack[depth].label.number:
                    return option, depth
            continue
        carried = last_of_kind.get(option.kind)
        if option.kind in kinds[floor:]:
            deepest = stack[-1].label
            if (
                option.number == (1,)
                and deepest.kind != option.kind
                and (len(deepest.number) > 1 or kinds.index(option.kind) < len(kinds) - 1)
            ):
                return option, len(stack)  # a list begins anew under a later item
            continue
        if option.number == (1,) or option.opens or (carried is not None and option.number == (carried[-1] + 1,)):
            return option, len(stack)
    for option in options:  # a label lost on the way: the next one follows this one
        for depth in range(len(stack) - 1, floor - 1, -1):
            held = stack[depth].label
            if (
                held.kind == option.kind
                and held.number[:-1] == option.number[:-1]
                and 1 < option.number[-1] - held.number[-1] <= 3
            ):
                after = next((a for a in ahead if a is not None and a.kind == option.kind), None)
                if after is not None and after.number == (*option.number[:-1], option.number[-1] + 1):
                    return option, depth
    return None


_LETTERED = re.compile(r"^(?:\(?[aAi]\)|a\.|\(1\)|1\))$")
