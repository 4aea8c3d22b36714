"""From numbered paragraphs to the tree of sections and clauses, its scheme inferred per document.

Chinese notices nest 一、 → （一） → 1. → （1） → ① (GB/T 9704-2012, 7.3.3) or 第一章 → 第一条 → （一）; English ones
Part → Article → I. → (I) → 1. → 1.1 → (a) → (i). What is used, and in which order, differs from paper to paper, so no scheme is assumed:

1. every paragraph that opens with something like a label is a candidate;
2. a candidate counts only where it continues a list that is open (2 after 1), opens one with its first number, or carries on
   a list that is numbered on through its sections (section 二 goes on with 10);
3. a new kind of label nests under the one before it.

So a line that merely begins with 「一、二类出口企业」 in the middle of a list stays text. A leaf is a clause, a node with
children a section. The result tiles the policy text: preamble, then nodes in order, then closing; nothing falls between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ingest.model import Span
from ingest.numerals import chinese_number, fold

Labeller = Callable[[str], "Label | None"]


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the head of a paragraph: ``kind`` names its form, ``number`` its place in its list (1, 2 …).

    ``key`` is its part of the path ("3", "a", "iii"), ``printed`` what stands in the text, ``length`` how much of the paragraph
    it takes, spaces behind it included. ``options`` holds other readings ("(i)" is a roman one or the letter i).
    ``opens``: it opens its list though its number is not the first, in an excerpt of a paper.
    """

    kind: str
    number: tuple[int, ...]
    key: str
    printed: str
    length: int
    options: tuple[Label, ...] = ()
    opens: bool = False


_NUMERAL = "[零〇一二三四五六七八九十百]{1,5}"
_ZH_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("编", re.compile(rf"第({_NUMERAL}|\d{{1,3}})编[\s　]*")),
    ("章", re.compile(rf"第({_NUMERAL}|\d{{1,3}})章[\s　]*")),
    ("节", re.compile(rf"第({_NUMERAL}|\d{{1,3}})节[\s　]*")),
    ("条", re.compile(rf"第({_NUMERAL}|\d{{1,3}})条(?![第的款项例])[\s　:]*")),
    ("一、", re.compile(r"([一二三四五六七八九十]{1,3})[、.][\s　]*")),
    ("（一）", re.compile(r"\(([一二三四五六七八九十]{1,3})\)[、.]?[\s　]*")),
    (
        "1.1",
        re.compile(
            r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.、][\s　]*|[\s　]+|(?=[\u4e00-\u9fff“《]))(?!万|亿|元|%|倍|个|家|米|吨)"
        ),
    ),
    # 「3.2023年底前…」 「11.121人才梯队项目」: a decimal fraction of three digits and more is none
    ("1.", re.compile(r"(\d{1,3})(?:、(?!\d)|\.(?!\d(?!\d\d0(?!\d)|\d0(?!\d)|\d{2,3}(?![\d%万亿元.]))))[\s　]*")),
    ("（1）", re.compile(r"\((\d{1,2})\)[、.]?[\s　]*")),
    ("1）", re.compile(r"(\d{1,2})\)[、.]?[\s　]*")),
    ("①", re.compile(r"([①-⑳])[\s　]*")),
)
#: what a label can begin with, once it is folded
_ZH_OPENINGS = frozenset("第(零〇一二三四五六七八九十0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")


def label_zh(paragraph: str) -> Label | None:
    """The label a Chinese paragraph opens with.

    >>> label_zh("（十二）支持保单融资。").key, label_zh("第三条　载体建设。").printed, label_zh("3.5万元以下的")
    ('12', '第三条', None)
    """
    if fold(paragraph[:1]) not in _ZH_OPENINGS:
        return None
    head = fold(paragraph[:24])
    for kind, pattern in _ZH_FORMS:
        found = pattern.match(head)
        if not found:
            continue
        numeral = found[1]
        if kind == "①":
            numbers: tuple[int, ...] = (ord(numeral) - ord("①") + 1,)
        elif "." in numeral:
            numbers = tuple(int(part) for part in numeral.split("."))
        elif numeral.isdigit():
            numbers = (int(numeral),)
        else:
            value = chinese_number(numeral)
            if value is None:
                return None
            numbers = (int(value),)
        printed = paragraph[: found.end()].rstrip(" 　")
        key = ".".join(map(str, numbers))
        return Label(kind if len(numbers) == 1 else f"1.1/{len(numbers)}", numbers, key, printed, found.end())
    return None


@dataclass(slots=True)
class Node:
    """A node while the tree grows; spans are in the reading."""

    label: Label
    path: str
    start: int
    paragraphs: list[int] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    depth: int = 0

    @property
    def leaf(self) -> bool:
        return not self.children


@dataclass(frozen=True, slots=True)
class Outline:
    """``nodes``: all nodes in the order of the text; ``preamble`` and ``closing``: indices of paragraphs under no node."""

    nodes: tuple[Node, ...]
    preamble: tuple[int, ...]
    closing: tuple[int, ...]


#: so many labels one after another show a list, wherever it begins
_A_RUN = 3


def resumed_at(labels: Sequence[Label | None]) -> int | None:
    """Where the first list of a text begins that was cut out of a longer one: 第七条, 第八条, 第九条; None if none does.

    The list is one of three labels and more that count on, before any that is a first one; a label right above it
    (「三、扶持政策」) belongs to it.
    """
    seen: dict[str, list[int]] = {}
    opened = len(labels)
    for index, label in enumerate(labels):
        if label is not None and len(label.number) == 1:
            seen.setdefault(label.kind, []).append(index)
            opened = min(opened, index) if label.number == (1,) else opened
    starts = []
    for indices in seen.values():
        numbers = [label.number[0] for i in indices[:_A_RUN] if (label := labels[i]) is not None]
        if len(numbers) == _A_RUN and 1 not in numbers and numbers == list(range(numbers[0], numbers[0] + _A_RUN)):
            starts.append(indices[0])
    first = min(starts, default=opened)
    if first >= opened:
        return None
    return first - 1 if first and labels[first - 1] is not None else first


#: the first words of what closes a policy after its last clause: scope, validity, who interprets
CLOSING = re.compile(
    r"(?:本|上述|以上|此)(?:政策|措施|办法|意见|通知|方案|规定|细则|清单|公告|通告|计划|条例|文件|实施|若干|指南|标准|指引|要点|扶持|奖励)"
    r"|(?:本|此)[^，。；、]{1,10}(?:自|从|由)[^。]{2,30}(?:起|负责|解释)"
    r"|自(?:印发|发布|公布|\d{4}年)[^。]{0,20}起(?:施行|实施|执行|试行)"
    r"|附件?[:：\d]|附[:：]|抄送|(?:联系|咨询|监督|举报|投诉|服务)(?:人|电话|方式)[^，。；]{0,6}[:：]|(?:政策|业务)?咨询[:：]|(?:特|专|现)此?(?:通知|公告|通告|报告|请示|通报|批复|函[复告达])[。，]|(?:以上|上述)?(?:意见|请示|报告|方案)?[，]?(?:妥否|当否|可否|是否妥当|如无不妥)[，,]|感谢您?对|衷心感谢|请(?:予)?(?:审示|审批|审议|函复)[。，]|(?:此|本)件|各(?:地|级|区|有关|单位|部门)[^，。；]{0,20}(?:要|应|须)当?(?:统一思想|提高|高度|切实|加强|结合|认真|强化|充分)|各(?:地|区|单位|部门).{0,20}(?:遵照|认真)(?:执行|贯彻)"
    r"|(?:These|This|The(?: above)?) (?:\w+ ){0,4}"
    r"(?:Measures?|Polic(?:y|ies)|Notice|List|Circular|Scheme|Rules|Guidelines|Provisions)\b"
    r"|Annex|Appendix|cc:|Copy to"
)


def outline_of(
    paragraphs: Sequence[str],
    spans: Sequence[Span],
    labeller: Labeller,
    *,
    closing: re.Pattern[str] = CLOSING,
    note_ends: Callable[[str], bool] = lambda paragraph: False,
    labels: Sequence[Label | None] | None = None,
) -> Outline:
    """Build the tree over the paragraphs of the policy text (title and forwarding notice left out by the caller).

    ``note_ends(paragraph)`` says whether a paragraph ends with a responsibility note: what follows unlabelled after the note
    of the last clause is closing text.
    """
    stack: list[Node] = []
    nodes: list[Node] = []
    roots: list[Node] = []
    last_of_kind: dict[str, tuple[int, ...]] = {}
    preamble: list[int] = []
    given = labels if labels is not None else [labeller(paragraph) for paragraph in paragraphs]
    annex = annex_start(paragraphs, given)
    labels = given[:annex]
    resumed = resumed_at(labels)
    for index, label in enumerate(labels):
        accepted = _accept(label, stack, last_of_kind, labels[index + 1 :]) if label else None
        if accepted is None and label is not None and resumed is not None and resumed <= index < resumed + 2:
            accepted = None if _open(label, stack) else (label, len(stack))
        if accepted is None and label is not None and resumed is not None and label.kind not in last_of_kind:
            accepted = _above(label, stack, labels[index + 1 :])
        if accepted is None:
            (nodes[-1].paragraphs if nodes else preamble).append(index)
            continue
        chosen, depth = accepted
        del stack[depth:]
        parent = stack[-1] if stack else None
        path = f"{parent.path}/{chosen.key}" if parent else chosen.key
        node = Node(chosen, path, spans[index].start, [index], depth=depth)
        (parent.children if parent else roots).append(node)
        stack.append(node)
        nodes.append(node)
        last_of_kind[chosen.kind] = chosen.number
    closed = closing_of(nodes, paragraphs, closing, note_ends)
    return Outline(tuple(nodes), tuple(preamble), (*closed, *range(annex, len(paragraphs))))


#: the mark of an annex on a line of its own: 附件, 附件1, 附件2：标准, 附：1
ANNEX = re.compile(
    r"附[ 　]*(?:(?:件|表|录)[ 　]*[\d一二三四五六七八九十]{0,2}[ 　]*(?:[:：].{0,60})?|[:：]?[ 　]*\d{0,2}[ 　]*[:：]?)$"
)


def annex_start(paragraphs: Sequence[str], labels: Sequence[Label | None]) -> int:
    """Index of the line 「附件1」 behind the clauses (the number of paragraphs if there is none): an annex numbers anew."""
    begun = False
    for index, paragraph in enumerate(paragraphs):
        begun = begun or labels[index] is not None
        if begun and paragraph[:1] == "附" and ANNEX.match(paragraph):
            return index
    return len(paragraphs)


#: more labelled paragraphs than these are the clauses of the notice itself, not steps of its forwarding
_FEW = 5


def annexed_policy(paragraphs: Sequence[str], labels: Sequence[Label | None]) -> int:
    """Where the policy is an annex of a notice with a few numbered points of its own: the index behind the line 「附件」, else 0."""
    start = annex_start(paragraphs, labels)
    before = sum(label is not None for label in labels[:start])
    after = sum(label is not None for label in labels[start:])
    return start + 1 if before <= _FEW and after >= 2 * before + 3 else 0


_CONTENTS = re.compile(r"目[ 　]*[录錄次]$")
_LEADER = re.compile(r"[.…·\s　]*\d{0,3}$")


def without_contents(paragraphs: Sequence[str], labels: Sequence[Label | None]) -> list[Label | None]:
    """Labels with those of a table of contents left out: the lines under 「目录」 up to where the first of them comes again."""
    kept = list(labels)
    start = next((i for i, paragraph in enumerate(paragraphs[:60]) if _CONTENTS.match(paragraph)), None)
    if start is None:
        return kept
    entries = [i for i in range(start + 1, len(paragraphs)) if labels[i] is not None]
    if not entries:
        return kept
    first = _LEADER.sub("", paragraphs[entries[0]])
    again = next((i for i in entries[1:] if first and paragraphs[i].startswith(first)), None)
    for i in range(start, again or start):
        kept[i] = None
    return kept


_ANNEXES = re.compile(r"附[ 　]*件[:：](?:\s*\d{1,2}[.．、].*)?$")
#: 「2.申报材料清单」 under 「附件：1.支持标准明细表」
ANNEX_ITEM = re.compile(r"\d{1,2}[.．、]\s*[^。；;：:]{2,80}$")


def without_annex_list(paragraphs: Sequence[str], labels: Sequence[Label | None]) -> list[Label | None]:
    """Labels with those of a list of annexes left out: 「附件：1.支持标准明细表 ⏎ 2.申报材料清单」 numbers no clauses."""
    kept, listed = list(labels), False
    for i, paragraph in enumerate(paragraphs):
        if paragraph[:1] == "附" and _ANNEXES.match(paragraph):
            listed = True
        elif listed and kept[i] is not None and ANNEX_ITEM.match(paragraph):
            kept[i] = None
        else:
            listed = False
    return kept


def _accept(
    label: Label, stack: Sequence[Node], last_of_kind: dict[str, tuple[int, ...]], ahead: Sequence[Label | None]
) -> tuple[Label, int] | None:
    """Which reading of a label fits the open lists, and at what depth; None where it fits nowhere."""
    options = (label, *label.options)
    for option in options:  # a list that is open goes on
        for depth in range(len(stack) - 1, -1, -1):
            open_ = stack[depth].label
            if open_.kind == option.kind and _follows(open_.number, option.number):
                return option, depth
    for option in options:
        kinds = [node.label.kind for node in stack]
        if len(option.number) > 1:  # 1.4 under 1, 1.4.2 under 1.4, and its siblings
            for depth in range(len(stack) - 1, -1, -1):
                held = stack[depth].label.number
                if held == option.number[:-1]:
                    return option, depth + 1
            if option.number[-1] == 1 and option.kind not in kinds:
                return option, len(stack)
            continue
        first = option.number == (1,)
        carried = last_of_kind.get(option.kind)
        if option.kind in kinds:
            continue
        if first or (carried is not None and _follows(carried, option.number)):
            return option, len(stack)
    # a label lost on the way (a scan, a page torn out): the list is open and the next label follows this one
    for option in options:
        for depth in range(len(stack) - 1, -1, -1):
            open_ = stack[depth].label
            gap = option.number[-1] - open_.number[-1]
            if open_.kind == option.kind and open_.number[:-1] == option.number[:-1] and 1 < gap <= 3:
                after = next((a for a in ahead if a is not None and a.kind == option.kind), None)
                if after is not None and _follows(option.number, after.number):
                    return option, depth
    return None


def _above(label: Label, stack: Sequence[Node], ahead: Sequence[Label | None]) -> tuple[Label, int] | None:
    """The first chapter in a list that was cut out of a longer one: 第十三条, 第五章, 第十四条."""
    following = next((a for a in ahead if a is not None), None)
    if following is None or following.kind == label.kind:
        return None
    for depth, node in enumerate(stack):
        if node.label.kind == following.kind and _follows(node.label.number, following.number):
            return label, depth
    return None


def _open(label: Label, stack: Sequence[Node]) -> bool:
    return any(node.label.kind == label.kind for node in stack)


def _follows(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    return len(before) == len(after) and before[:-1] == after[:-1] and after[-1] == before[-1] + 1


#: a paragraph that ends so is text, and no heading alone
_TEXT_ENDS = frozenset("。；！？.;!?)）”")


def closing_of(
    nodes: Sequence[Node],
    paragraphs: Sequence[str],
    closing: re.Pattern[str],
    note_ends: Callable[[str], bool],
    *,
    text_kept: bool = False,
) -> tuple[int, ...]:
    """Move what closes the policy out of its last leaf. ``text_kept``: the caller has set aside the text under its heading."""
    if not nodes:
        return ()
    last = nodes[-1]
    if len(last.paragraphs) < 2:
        return ()
    others = (node for node in nodes if node.leaf and node is not last)
    noted = sum(1 for _ in islice((n for n in others if note_ends(paragraphs[n.paragraphs[-1]])), 2)) == 2
    after_note = False
    headed = not text_kept and paragraphs[last.paragraphs[0]].rstrip()[-1:] not in _TEXT_ENDS
    for position, index in enumerate(last.paragraphs[1:], 1):
        if headed and position == 1:
            continue  # 「六、附则」, and its text on the next line
        after_note = noted and (after_note or note_ends(paragraphs[last.paragraphs[position - 1]]))
        if closing.match(paragraphs[index]) or after_note:
            moved = tuple(last.paragraphs[position:])
            del last.paragraphs[position:]
            return moved
    return ()
