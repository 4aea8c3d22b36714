"""Names of bodies set one under the other (联合发文机关标志, 联合署名): where a name ends and the next begins.

A name may go over lines, and where it does, every line is nearly full and looks like the one above it. So a stack is
parted as a whole: of all ways to part its lines into names, the one is taken in which the names are best. A name is good
that has the head noun of a body, begins and ends as names do, and goes over to the next line only where its next word
had no room. The words are data: ``name_stacks.tsv``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import inf
from typing import NamedTuple, Protocol

from ingest.errors import LexiconError
from ingest.readers.printed import IDEOGRAPH, PrintedLine, token_ems

_LARGE = 1.12  # a head is larger than the body by this
_FAR = 2.5  # ems from the edge at which no paragraph begins
_STEP = 3.2  # lines of a stack are at most so many ems apart
_LINES = 5  # of a name
_STACK = 80  # lines; more are no stack
_BAD = 4.0  # the cost at which something is no name
_LONG = 110  # characters of a line of a name
#: what no line of a name has
_SAID = re.compile(r"[，。；：！？;:!?\d〔\[“\"]|\.$|年.{1,4}月")
#: a word that is not written with a capital, other than those in the midst of names
_SMALL_WORD = re.compile(r"(?<![\w'’\-‐])(?!(?:of|the|and|for|in|to|on|at|with|under|de)\b)[a-z]")
_LINKS = re.compile(r"(?:\b(?:of|the|and|for|in|to|on|at|with|under)|[,(&\-‐－/、（\ufffe\u00ad])$")
#: a word cut at the end of a line: pdfium gives a hyphen as U+FFFE there
_CUT = ("\ufffe", "\u00ad", "-", "‐")
#: "of the China", where a name may end but rather goes on
_OF_ONE = re.compile(r"\b(?:of|for) the [A-Z][a-z]+$")
_HYPHEN = re.compile("(?:[\ufffe\u00ad]|([-‐])) ")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_OF = re.compile(r"\s(?:of|for|to|on)\b")
_KINDS = frozenset({"body", "bare", "branch", "inner", "open", "title", "mark", "begin"})


class Edge(Protocol):
    """The edges of the text on a page, in points from the left."""

    @property
    def left(self) -> float: ...
    @property
    def right(self) -> float: ...


class _Words(NamedTuple):
    body: re.Pattern[str]
    bare: re.Pattern[str]
    branch: re.Pattern[str]
    inner: re.Pattern[str]
    open: re.Pattern[str]
    title: re.Pattern[str]
    mark: re.Pattern[str]
    begin: re.Pattern[str]


@cache
def _words(language: str) -> _Words:
    """The rows of ``name_stacks.tsv`` of one language. Raises ``LexiconError`` for a row of another shape."""
    found = dict.fromkeys(_KINDS, "(?!)")
    text = files("ingest.readers").joinpath("name_stacks.tsv").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        kind, _, rest = line.partition("\t")
        spoken, _, pattern = rest.partition("\t")
        if kind not in _KINDS or spoken not in ("zh", "en") or not pattern:
            raise LexiconError(f"not kind <TAB> zh|en <TAB> pattern: {line!r}", source="name_stacks.tsv", line=number)
        if spoken == language:
            found[kind] = pattern
    if language == "zh":
        return _Words(
            re.compile(f"(?:{found['body']})(?:[（(][^（）()]*[）)])?$"),
            re.compile(f"(?:{found['bare']})$"),
            re.compile(f"(?:{found['branch']})$"),
            re.compile(found["inner"]),
            re.compile(f"(?:{found['open']})$"),
            re.compile(found["title"]),
            re.compile(f"(?:{found['mark']})$"),
            re.compile(found["begin"]),
        )
    return _Words(
        re.compile(rf"\b(?:{found['body']})\b"),
        re.compile(rf"(?:{found['body']})\b"),
        re.compile(found["branch"]),
        re.compile(rf"(?:{found['inner']})\b"),
        re.compile(rf"\b(?:{found['open']})$"),
        re.compile(rf"\b(?:{found['title']})\b|^on\b"),
        re.compile(f"(?:{found['mark']})$"),
        re.compile(found["begin"]),
    )


def name_breaks(lines: Sequence[PrintedLine], edges: Mapping[tuple[int, int], Edge], size: float) -> dict[int, bool]:
    """Of the lines of stacked names, by ``id``: whether a line goes on the name above it. Of other lines: nothing.

    ``edges`` are those of every (page, zone), ``size`` is the em of the body.
    """
    found: dict[int, bool] = {}
    run: list[PrintedLine] = []
    above: PrintedLine | None = None  # the run
    last: PrintedLine | None = None
    for line in lines:
        cut = bool(run) and run[-1].text.endswith(_CUT)
        member = _may_be(line, edges[line.page, line.zone], size, cut)
        if run and not (member and _under(run[-1], line)):
            if len(run) > 1 and _alone(run, above, line, edges, size):
                _part(run, edges[run[0].page, run[0].zone], found)
            run = []
        if member:
            if not run:
                above = last
            run.append(line)
        last = line
    if len(run) > 1 and _alone(run, above, None, edges, size):
        _part(run, edges[run[0].page, run[0].zone], found)
    return found


def _alone(
    run: Sequence[PrintedLine],
    above: PrintedLine | None,
    below: PrintedLine | None,
    edges: Mapping[tuple[int, int], Edge],
    size: float,
) -> bool:
    """Whether lines are no midst of a paragraph: they are large or set in, or nothing goes on into them or out of them."""
    if run[0].size > _LARGE * size or any(line.x0 - edges[line.page, line.zone].left > _FAR * size for line in run):
        return True
    if above is not None and above.text[-1] not in ".:;!?。：；" and _under(above, run[0]):
        return False
    return below is None or not _under(run[-1], below) or _SMALL_WORD.search(below.text) is None


def _may_be(line: PrintedLine, edge: Edge, size: float, cut: bool = False) -> bool:
    """Whether a line may be of a stack: it is large, or set in, or English of capital words, and says nothing.

    ``cut``: it begins with the rest of a word.
    """
    text = line.text.lstrip(_LETTERS) or "A" if cut else line.text
    if not text[0].isascii():
        if line.size <= _LARGE * size and line.x0 - edge.left <= _FAR * size:
            return False
    elif _SMALL_WORD.search(text):
        return False
    return len(text) <= _LONG and _SAID.search(text) is None


def _under(a: PrintedLine, b: PrintedLine) -> bool:
    """Whether a line is set under another in one stack: of the same size and near, in the middle of it or level with an end."""
    if a.zone != b.zone or abs(a.size - b.size) > 0.1 * b.size or min(a.x1, b.x1) <= max(a.x0, b.x0):
        return False
    if a.page == b.page and (a.row == b.row or not 0 < b.y1 - a.y1 < _STEP * b.size):
        return False
    near = 0.5 * b.size
    # the last line of a name set to the right may end two ems before the others (右空二字)
    return abs(a.middle - b.middle) < near or abs(a.x1 - b.x1) < 2.3 * b.size or abs(a.x0 - b.x0) < near


def _part(run: list[PrintedLine], edge: Edge, found: dict[int, bool]) -> None:
    """Parts a stack, and writes down what is sure."""
    if len(run) > _STACK:
        return
    words = _words("zh" if IDEOGRAPH.search(run[0].text) else "en")
    titled = next((i for i, line in enumerate(run) if words.title.search(line.text)), None)
    title = run[titled] if titled is not None else None
    names = run[:titled]
    if not names:
        return
    stack = _Stack(names, edge, words)
    parts = stack.parted()
    good = [stack.name(i, j) < _BAD for i, j in parts]
    said = sum(ok and not stack.marked(part) for ok, part in zip(good, parts, strict=True))
    if not said:
        return
    if said == 1 and stack.marked(parts[-1]):  # 「某市人民政府办公室文件」 is one name
        del parts[-1], good[-1]
    for k, (i, j) in enumerate(parts):
        if k and good[k] and good[k - 1]:
            found[id(names[i])] = False
        if good[k]:
            found.update((id(names[at]), True) for at in range(i + 1, j) if not stack.fits[at] or stack.cut(at))
    if title is not None and good[-1] and words is _words("en") and title.text[0].isupper():
        found[id(title)] = False


class _Stack:
    """Lines that are names, with what each costs as a name and each line end within one."""

    def __init__(self, lines: Sequence[PrintedLine], edge: Edge, words: _Words) -> None:
        self.lines, self.words = lines, words
        self.chinese = words is _words("zh")
        widest = max(line.x1 - line.x0 for line in lines)
        width = max(widest, 0.0)
        page = edge.right - edge.left
        steps = [b.y1 - a.y1 if a.page == b.page else 0.0 for a, b in pairwise(lines)]
        small = min((step for step in steps if step), default=0.0)
        begins = Counter(self._opening(line.text) for line in lines)
        #: the opening that more lines have than any other: a place
        usual, often = max(begins.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        self.usual = usual if often >= 2 and not words.bare.match(usual) else ""
        self.fits = [False] * len(lines)
        self.joint = [0.0] * len(lines)
        for at, (a, b) in enumerate(pairwise(lines), 1):
            taken = a.x1 - a.x0 + (token_ems(b.text) + (0.0 if self.chinese else 0.2)) * b.size
            self.fits[at] = taken < width
            cost = 2.5 if taken < width else 0.6 if taken < page - 0.3 * b.size else 0.3
            if steps[at - 1] > 1.1 * small:
                cost += 3.0
            if self.usual and self._opening(b.text) == self.usual:
                cost += 1.0
            self.joint[at] = cost

    def _opening(self, text: str) -> str:
        return text[:2] if self.chinese else text.partition(" ")[0]

    def marked(self, part: tuple[int, int]) -> bool:
        """Whether a part is the 「文件」 below the names."""
        return part[1] - part[0] == 1 and self.words.mark.match(self.lines[part[0]].text) is not None

    def cut(self, at: int) -> bool:
        """Whether the line ends before ``at`` as no name ends, or the line there begins as none begins."""
        above, below, words = self.lines[at - 1].text, self.lines[at].text, self.words
        if self.chinese:
            return bool(words.inner.match(below) or words.open.match(above))
        return not below[0].isupper() or bool(
            _LINKS.search(above) or words.open.search(above) or words.inner.match(below)
        )

    def text(self, i: int, j: int) -> str:
        """The lines from ``i`` to before ``j`` as one name."""
        if self.chinese:
            return "".join(line.text for line in self.lines[i:j])
        return _HYPHEN.sub(r"\1", " ".join(line.text for line in self.lines[i:j]))

    def name(self, i: int, j: int) -> float:
        """What the lines from ``i`` to before ``j`` cost as one name."""
        if self.marked((i, j)):
            return 0.0
        if any(self.marked((at, at + 1)) for at in range(i, j)):
            return 20.0
        text, words = self.text(i, j), self.words
        cost = 2.0 * max(0, j - i - 3)
        if text.count("(") + text.count("（") != text.count(")") + text.count("）"):
            cost += 8.0
        if self.chinese:
            cost += 0.0 if words.body.search(text) else 6.0
            if words.bare.match(text) or len(text) < 3 or words.inner.match(text) or text[0] in "（(":
                cost += 6.0
            elif words.branch.match(text):
                cost += 4.0
            elif words.begin.match(text) is None and self._opening(text) != self.usual:
                cost += 1.0
            if words.open.match(text):
                cost += 4.0
            return cost
        heads = words.body.findall(text)
        if not heads:
            cost += 10.0
        cost += 2.0 * (len(heads) - len(set(heads)))
        if not text[0].isupper():
            cost += 8.0
        elif words.inner.match(text):
            cost += 5.0
        elif (bare := words.bare.match(text)) and not _OF.match(text, bare.end()):
            cost += 6.0
        if _LINKS.search(text):
            cost += 8.0
        elif words.open.search(text):
            cost += 4.0
        elif _OF_ONE.search(text):
            cost += 1.0
        if self.usual and self._opening(text) != self.usual:
            cost += 0.2
        return cost

    def parted(self) -> list[tuple[int, int]]:
        """The best way to part the lines into names, as (first, behind the last)."""
        best: list[tuple[float, int]] = [(0.0, 0)]
        for j in range(1, len(self.lines) + 1):
            least, begin, joints = inf, j - 1, 0.0
            for i in range(j - 1, max(0, j - _LINES) - 1, -1):
                if best[i][0] + joints < least:  # a name costs nothing at best: most need not be looked at
                    cost = best[i][0] + joints + self.name(i, j)
                    if cost < least:
                        least, begin = cost, i
                joints += self.joint[i]
            best.append((least, begin))
        parts: list[tuple[int, int]] = []
        j = len(self.lines)
        while j:
            i = best[j][1]
            parts.append((i, j))
            j = i
        return parts[::-1]
