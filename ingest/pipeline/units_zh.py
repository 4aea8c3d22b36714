"""责任单位 in Chinese: responsibility notes, and bodies that the text charges in its course.

A note stands at the end of a paragraph, in brackets 「（牵头单位：市商务局、市税务局）」 「（由市商务局、市财政局按职责分工负责）」
「（区发改局牵头，区住建局配合）」 or as a paragraph of its own 「责任单位：…」, now and then without any label. Names nest brackets 「市商务局
（市投资合作促进局）」 and are divided by 、 and ，. A note may bind bodies for all later clauses: 「以下政策措施均需各县区政府落实，不再单独
列出」; a note in the heading of a section holds for its clauses (``ingest.clause_tree``). Endings of names are in
``ingest/lexicon/bodies_zh.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from msgspec.structs import replace

from ingest.lexicon.table import cues
from ingest.model import Span, UnitMention, UnitRole
from ingest.numerals import fold

_ROLE: dict[str, UnitRole] = {
    "牵头": "lead",
    "主办": "lead",
    "主责": "lead",
    "总牵头": "lead",
    "责任": "responsible",
    "实施": "responsible",
    "落实": "responsible",
    "主管": "responsible",
    "承办": "responsible",
    "执行": "responsible",
    "负责": "responsible",
    "组织": "responsible",
    "推进": "responsible",
    "承担": "responsible",
    "配合": "follow_up",
    "协办": "follow_up",
    "协同": "follow_up",
    "协作": "follow_up",
    "参与": "follow_up",
    "参加": "follow_up",
    "协助": "follow_up",
    "跟进": "follow_up",
    "支持": "follow_up",
}
_LABEL = re.compile(
    rf"(?P<role>{'|'.join(_ROLE)})(?:责任|实施|负责|落实)?(?:单位|部门|机构|主体|科室|处室)(?:[及和与](?:责任|配合|参与)?(?:单位|部门|分工))?[ ]*:"
)
#: other labels of a note: what follows them is no body
_OTHER_LABEL = re.compile(
    r"(?:完成|办结|推进|实施|责任)?(?:时限|时间|期限|时间节点|进度|人|领导|领导同志|电话|方式)(?:要求|安排)?[ ]*:[^;；。]*"
)
#: words of which each form of ``_OTHER_LABEL`` holds one
_LABELLED = re.compile(r"时限|时间|期限|进度|人[ ]*:|人要求|人安排|领导|电话|方式")
_DUTY = r"(?:(?:按照?|依据?|根据)?(?:各自)?(?:职责|职能|任务|工作)(?:分工)?|分别|共同|具体|各自|联合|组织|牵头|统筹)"
_TAIL = re.compile(
    rf"(?:等(?:(?:省|市|县|区|州)?(?:级|直)?(?:有关|相关)?(?:职能)?(?:单位|部门)(?:[和及、]单位)?)?)?\s*{_DUTY}*\s*"
    r"(?:负责(?:落实|实施|组织实施|推进)?|落实|实施|组织实施|配合|牵头|承担|参与|参加|协办|协助|推进|按职责)?$"
)
_BIND = re.compile(
    r"(?P<which>以下|下列|后续|下同|其余|上述|所有|具体(?:任务|措施)|各项(?:任务|措施))[^，；]{0,12}(?:均|都|皆)(?:需|须|由|应由|应|涉及)?"
    r"(?P<who>[^；。]{2,60}?)(?P<does>落实|负责|实施|执行|参与|配合|(?=，不再))"
)
#: which of those are about later clauses only
_LATER = ("以下", "下列", "后续", "下同", "其余")
#: 「列第一位的为牵头单位」 「排在首位的为牵头单位」: the first of the list leads
_FIRST_LEADS = re.compile(
    r"(?:列|排|位列|名列|排名|排序|列在|排在)?(?:第一|首)(?:位|个|名|家)?[^，。；、]{0,6}(?:为|是)(?:总?牵头|主办|主责)[^，。；]{0,4}"
)
_ASIDE = re.compile(
    r"均[需须由]|均涉及|不再(?:单独|一一|另行|重复)?(?:列|做|作|标注)|^(?:以上|上述|全年|每年|长期|持续|常年|常态化)|[年月]底|下同|以下简称|排名不分先后|排第一|(?:第一|首)[位个名家]?[^，。；、]{0,6}(?:为|是)"
)
_VERB_ENDS = re.compile(r"(?:负责|牵头|落实|配合|实施|参与)(?:[^，、]{0,6})$")
_CHARGES = re.compile(
    r"(?:^|[，。；、:\n])(?:本?[^，。；、\n]{0,8}?由)(?P<who>[^，。；\n]{2,60}?)(?P<verb>牵头|负责(?!解释|制|人)(?:落实|实施|组织实施|统筹)?)(?!.{0,4}解释)"
)
_TAKES_CHARGE = re.compile(
    r"(?:^|[，。；\n])(?P<who>[^，。；由\n:]{2,40}?)(?:共同|具体|分别|统一)?(?P<verb>牵头(?!单位|部门|人)(?:负责)?|负责(?:牵头)?)(?!解释|制|人|任|.{0,8}解释)(?=[^，。；\n]{2})"
)
_THEN = re.compile(
    r"[，,；](?P<who>[^，。；\n]{2,60}?)(?:(?:按照?|根据)各自[^，。；\n]{2,6})?(?:共同|具体|分别)?"
    r"(?P<verb>配合|参与|参加|协办|协助|协同|(?:负责|具体)(?:组织)?(?:实施|落实))(?=[，。；\n]|$|做好|落实|开展)"
)


@dataclass(frozen=True, slots=True)
class UnitNotes:
    """What ``find_units_zh`` gives: the mentions in order, the notes (no policy text), the bodies bound for later clauses,
    and notes that look like one but were not understood. ``first_leads``: the text says that in its notes and in those of
    later clauses the first body leads (「列第一位的为牵头单位，下同」)."""

    mentions: tuple[UnitMention, ...]
    notes: tuple[Span, ...]
    bound: tuple[UnitMention, ...] = ()
    unread: tuple[Span, ...] = ()
    first_leads: bool = False


@cache
def _bodies() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Forms of a name: any body, an office proper, somebody who is no body of its own."""
    words = cues("bodies_zh.tsv")
    bracket = r"(?:\([^()]{2,40}\))?"
    return (
        re.compile(rf"(?:.{{1,40}}(?:{words['office']}|{words['suffix']})|{words['whole']}){bracket}$"),
        re.compile(rf"(?:.{{1,40}}(?:{words['office']})|{words['whole']}){bracket}$"),
        re.compile(rf"(?:各|有关|相关|该|其)?(?:{words['generic']})$"),
    )


def is_body(name: str) -> bool:
    """Does a name end as the name of a body does?

    >>> is_body("市市场监管局"), is_body("市商务局（市投资合作促进局）"), is_body("含人工成本")
    (True, True, False)
    """
    return bool(_bodies()[0].match(fold(name)))


def split_bodies(text: str, start: int = 0) -> Iterator[tuple[str, int, int]]:
    """The names of a list 「市商务局、市财政局，县（市）区政府」 with their offsets (``start`` added).

    Divides at 、，；, and at 会同, 和, 与, 及 only behind a complete name: 「人力资源和社会保障局」 stays whole.

    >>> [name for name, _, _ in split_bodies("市商务局会同市人力资源和社会保障局、市财政局和市税务局")]
    ['市商务局', '市人力资源和社会保障局', '市财政局', '市税务局']
    """
    depth, begin = 0, 0
    cuts: list[tuple[int, int]] = []
    folded = fold(text)
    for m in _DIVIDES.finditer(folded):
        if m[0] == "(":
            depth += 1
        elif m[0] == ")":
            depth = max(0, depth - 1)
        elif depth == 0:
            cuts.append((begin, m.start()))
            begin = m.end()
    cuts.append((begin, len(text)))
    for left, right in _rejoined(folded, cuts) if "各" in folded else cuts:
        position = left
        for joint in _JOINT.finditer(folded, left, right):
            at = joint.start()
            if (
                at - position >= 3
                and is_body(folded[position:at])
                and is_body(_TAIL.sub("", folded[joint.end() : right]))
            ):
                yield from _name(text, folded, position, at, start)
                position = joint.end()
        yield from _name(text, folded, position, right, start)


#: what divides the names of a list, and the brackets inside which it does not
_DIVIDES = re.compile(r"[()、，,;；\n]")
#: 「各区、县级市」 「各县市、区政府」 「各县区、开发区」: a kind of place that names no body by itself, and what follows it in one breath
_KINDS = re.compile(
    r"\s*各盟(?:行政公署|行署)\s*|\s*各(?:(?:市|县|区|旗|州|盟|镇|乡|设区市|街道)(?:\([市县区旗]{1,3}\))?){1,3}\s*"
)
_KINDS_ON = re.compile(
    r"(?:县级市|[市县区旗州盟镇乡]{1,3}|街道|(?:[^、，各市省国]{0,3}(?:开发|功能|管理|产业|新|园)区))"
    r"(?:\([^()]{1,8}\))?(?:人民政府|政府|党工委|管委会|管理委员会|办事处)?\s*(?=$|、|，|[,;；。)]|按|分别|落实|负责|配合|等)"
)


def _rejoined(folded: str, cuts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches between commas, with collective names put together again: 各 holds for all the kinds of places behind it."""
    held: tuple[int, int] | None = None
    for left, right in cuts:
        if held is not None and folded[left - 1] == "、" and _KINDS_ON.match(folded, left, right):
            held = (held[0], right)
        else:
            if held is not None:
                yield held
            held = (left, right)
        if not _KINDS.fullmatch(folded, *held):
            yield held
            held = None
    if held is not None:
        yield held


_JOINT = re.compile(
    r"会同|会(?=[市省县区州][^议展场])|商同|以及|和|与|及|(?<=[^总][局委办厅府])(?=[市省县区各][^场区中])|[ ]+"
)


#: the last characters of most names: nothing of ``_TAIL`` ends with one of them
_OFFICE_ENDS = frozenset("局府委会院厅行关司")
#: 「1.市商务局；2.市财政局」
_NUMBERED = re.compile(r"(?:\d{1,2}[.、)]|[①-⑳])[ ]*")


#: 「区经济发展局（以下简称“经发局”）」: not part of the name
_CALLED = re.compile(r"\((?:以下)?(?:简称|统称|下称|合称)[^()]*\)$")


def _name(text: str, folded: str, left: int, right: int, start: int) -> Iterator[tuple[str, int, int]]:
    if right > left and folded[right - 1] not in _OFFICE_ENDS:
        cut = _TAIL.search(folded, left, right)
        if cut and cut.start() <= left:
            return
        right = cut.start() if cut else right
    while left < right and folded[left] in " :由":
        left += 1
    if numbered := _NUMBERED.match(folded, left, right):
        left = numbered.end()
    if folded[right - 1 : right] == ")" and (called := _CALLED.search(folded, left, right)):
        right = called.start()
    while right > left and folded[right - 1] in " :。":
        right -= 1
    if right - left >= 2:
        yield text[left:right], start + left, start + right


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
    leads = False
    for start, end, inner_start, inner_end in _notes(folded):
        inner = folded[inner_start:inner_end]
        labelled = bool(_LABEL.search(inner))
        said = "" if labelled else inner[: _remark_at(inner)].rstrip("，。；; ([")
        labelled = labelled or (bool(_VERB_ENDS.search(said)) and "解释" not in inner)
        if not labelled:
            names = list(split_bodies(text[inner_start : inner_start + len(said)], inner_start))
            single = (
                len(names) == 1
                and _bodies()[1].match(fold(names[0][0]))
                and folded[inner_start - 2 : inner_start - 1] in "。；"
            )
            several = len(names) >= 2 and any(_bodies()[1].match(fold(name)) for name, _, _ in names)
            if not (single or several) or not all(is_body(name) for name, _, _ in names):
                if _looks_like_a_note(inner, names):
                    unread.append(Span(start, end))
                continue
        found, binding = _read_note(text, folded, inner_start, inner_end, "note" if labelled else "note.unlabelled")
        if not found and not binding:
            if _LABEL.search(inner) or re.search("单位|部门", inner[:6]):
                unread.append(Span(start, end))
            continue
        leads = leads or (("第一" in inner or "首" in inner) and _FIRST_LEADS.search(inner) is not None)
        mentions += first_as_lead(found) if leads else found
        bound += binding
        notes.append(Span(start, end))
    if not mentions:
        mentions += _charged(text, folded)
    return UnitNotes(tuple(mentions), tuple(notes), tuple(bound), tuple(unread), leads)


def first_as_lead(found: Sequence[UnitMention]) -> list[UnitMention]:
    """A note under the remark 「列第一位的为牵头单位」: its first body leads, where the note names no other lead."""
    if not found or any(unit.role == "lead" for unit in found) or found[0].role != "responsible":
        return list(found)
    return [replace(found[0], role="lead"), *found[1:]]


def _remark_at(inner: str) -> int:
    """Where what a note says besides names begins: 「…，下同」, 「…。以下均需…」, 「…；完成时限：…」."""
    starts = [m.start() for form in (_FIRST_LEADS, _BIND, _ASIDE, _OTHER_LABEL) if (m := form.search(inner))]
    return min(starts, default=len(inner))


def _looks_like_a_note(inner: str, names: Sequence[tuple[str, int, int]]) -> bool:
    """A bracket that speaks of units or names offices, although it was not understood."""
    if re.search("单位|部门", inner[:6]):
        return True
    return len(names) >= 2 and sum(bool(_bodies()[1].match(fold(name))) for name, _, _ in names) * 2 >= len(names)


_BRACKETS = re.compile(r"[()\[\]\n]")
_PAIRS = {")": "(", "]": "["}


def _notes(folded: str) -> Iterator[tuple[int, int, int, int]]:
    """Candidates: top-level brackets that end a paragraph, or carry a label anywhere, and labelled paragraphs.

    Gives (start, end) of the note and of what is inside it.
    """
    if ":" not in folded and "(" not in folded and "[" not in folded:
        return
    stack: list[int] = []
    brackets: list[tuple[int, int]] = []
    for m in _BRACKETS.finditer(folded):
        i, c = m.start(), m[0]
        if c in "([":
            stack.append(i)
        elif c in ")]" and stack:
            opened = stack.pop() if folded[stack[-1]] == _PAIRS[c] or len(stack) == 1 else -1
            if opened >= 0 and not stack:
                brackets.append((opened, i + 1))
        elif c == "\n" and stack and not _LABEL.match(folded[stack[0] + 1 : stack[0] + 14]):
            stack.clear()  # a bracket that nobody closed
    if stack and _LABEL.match(folded[stack[0] + 1 : stack[0] + 14]):
        brackets.append((stack[0], len(folded)))
    for start, end in brackets:
        tail = folded[end : end + 3].lstrip(" 。；;")
        if not tail or tail[0] == "\n" or _LABEL.match(folded[start + 1 : start + 14]):
            closed = folded[end - 1] in ")]"
            yield (
                start,
                end + (1 if folded[end : end + 1] in ("。", "；") else 0),
                start + 1,
                end - 1 if closed else end,
            )
    seen = passed = 0
    for label in _LABEL.finditer(folded):
        at = label.start()
        while passed < len(brackets) and brackets[passed][1] <= at:
            passed += 1
        if at < seen or (passed < len(brackets) and brackets[passed][0] <= at):
            continue
        before = folded.rfind("\n", 0, at) + 1
        line = _LABELLED_LINE.match(folded, max(before, folded.rfind("。", before, at) + 1))
        if line:
            yield line.start(), line.end(), line.start(), line.end()
            seen = line.end()


#: from the head of a line or of a sentence on
_LABELLED_LINE = re.compile(
    r"[ ]*\[?(?=(?:市级|市直|区级|县级|省级)?"
    + _LABEL.pattern.replace("?P<role>", "?:")
    + r")[^\n(]*+(?:\([^\n()]*+\)[^\n(]*+)*"
)


def _read_note(text: str, folded: str, start: int, end: int, rule: str) -> tuple[list[UnitMention], list[UnitMention]]:
    mentions: list[UnitMention] = []
    bound: list[UnitMention] = []
    labels = list(_LABEL.finditer(folded, start, end))
    others = (
        [m.span() for m in _OTHER_LABEL.finditer(folded, start, end)] if _LABELLED.search(folded, start, end) else []
    )
    parts: list[tuple[int, int, UnitRole | None]] = []
    if labels:
        if labels[0].start() > start:
            parts.append((start, labels[0].start(), None))
        for label, following in zip(labels, [*labels[1:], None], strict=True):
            parts.append((label.end(), following.start() if following else end, _ROLE[label["role"]]))
    else:
        parts.append((start, end, None))
    for left, right, role in parts:
        for sentence in _SENTENCE.finditer(folded, left, right):
            a, b = sentence.span()
            b = min((s for s, e in others if a <= s < b), default=b)
            binding = _BIND.search(folded, a, b)
            for name, s, e in split_bodies(text[slice(*binding.span("who"))], binding.start("who")) if binding else ():
                does = _ROLE.get(binding["does"], "responsible") if binding else "responsible"
                one = UnitMention(span=Span(s, e), name=name, role=does, inherited=True, rule="bound")
                bound.append(one)
                if binding and not binding["which"].startswith(_LATER):
                    mentions.append(replace(one, inherited=False))
            if binding:
                b = min(b, a + len(folded[a : binding.start()].rstrip("，([")))
            for s, e, clause_role in _clauses(folded, a, b, role):
                for name, x, y in split_bodies(text[s:e], s):
                    if (binding and x >= binding.start()) or not _plausible(folded[x:y], labelled=role is not None):
                        continue
                    mentions.append(UnitMention(span=Span(x, y), name=name, role=clause_role, rule=rule))
    return mentions, bound


_SENTENCE = re.compile("[^;；。]+")
_CLAUSE_VERB = re.compile(
    r"(牵头(?:负责|落实|实施)?|负责(?:落实|实施)?|配合(?:落实)?|参与|参加|协办|协助|落实)(?=[，,;；]|$)"
)


def _clauses(folded: str, start: int, end: int, role: UnitRole | None) -> Iterator[tuple[int, int, UnitRole]]:
    """「市商务局牵头，市财政局、市税务局配合」: stretches of names, each with the role its verb gives."""
    position = start
    for found in _CLAUSE_VERB.finditer(folded, start, end):
        verb = found[1][:2]
        yield position, found.start(), _ROLE[verb] if role is None or verb != "负责" else role
        position = found.end()
    if position < end:
        yield position, end, role or "responsible"


_NO_NAME = re.compile(r"[。“”\d%:职](?:(?<!职)|(?<=职)责分工)")
_NO_START = ("并", "同时", "按", "对", "在", "可", "含", "不")


def _plausible(name: str, *, labelled: bool) -> bool:
    if len(name) > 45 or _ASIDE.search(name) or _NO_NAME.search(name) or name.startswith(_NO_START):
        return False
    return labelled or is_body(name)


def _charged(text: str, folded: str) -> list[UnitMention]:
    """Bodies charged in running text: 「由市商务局牵头，市财政局配合」, 「由市财政局负责」, 「区会展办负责…」 (but not 「由…负责解释」)."""
    found: list[UnitMention] = []
    if "负责" not in folded and "牵头" not in folded:
        return found
    for match in _CHARGES.finditer(folded):
        role: UnitRole = "lead" if match["verb"].startswith("牵头") else "responsible"
        found += _all_bodies(text, match.start("who"), match.end("who"), role)
        then = _THEN.match(folded, match.end())
        while then:
            follows: UnitRole = "responsible" if then["verb"].endswith(("实施", "落实")) else "follow_up"
            found += _all_bodies(text, then.start("who"), then.end("who"), follows)
            then = _THEN.match(folded, then.end())
    taken = [unit.span for unit in found]
    for match in _TAKES_CHARGE.finditer(folded):
        who = Span(match.start("who"), match.end("who"))
        if any(who.overlaps(span) for span in taken):
            continue
        names = list(split_bodies(who.of(text), who.start))
        _, office, generic = _bodies()
        if names and all(office.match(fold(name)) and not generic.match(fold(name)) for name, _, _ in names):
            heads: UnitRole = "lead" if "牵头" in match["verb"] else "responsible"
            found += [UnitMention(span=Span(s, e), name=name, role=heads, rule="charged") for name, s, e in names]
    return sorted(found, key=lambda unit: unit.span)


def _all_bodies(text: str, start: int, end: int, role: UnitRole) -> list[UnitMention]:
    """The names of a stretch if all of them are bodies; 「财政、税务、审计部门」 lend the last one's ending to the others."""
    names = list(split_bodies(text[start:end], start))
    if not names:
        return []
    last = fold(names[-1][0])
    short = last.endswith(("部门", "单位", "机关")) and all(len(name) <= 6 for name, _, _ in names)
    if _bodies()[2].match(last) or not (short or all(is_body(name) for name, _, _ in names)):
        return []
    return [UnitMention(span=Span(s, e), name=name, role=role, rule="charged") for name, s, e in names]
