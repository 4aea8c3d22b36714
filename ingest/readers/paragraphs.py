"""Printed lines → paragraphs, by the rules of Chinese typesetting.

Two lines belong together unless something says they do not. In this order:

1. another zone, another font size, or a wider step down than between lines: apart;
2. an open bracket or title mark at the end of the first line: together;
3. lines of a title set in the middle of the page: together, unless they are the stacked names of issuers;
4. the first line is not full, that is, the first unbreakable token of the second would have fitted into it: apart;
5. the second line is indented by more than 1.2 em and either looks like a heading or is not part of an indented
block: apart.

Rules 2, 4 and 5 also hold over a page break, and over footnotes: they come behind the paragraph that they interrupt.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile
from statistics import median

from ingest.layout_en import NOTE, ends_heading_en
from ingest.readers.columns import FIRST
from ingest.readers.name_stacks import name_breaks
from ingest.readers.printed import IDEOGRAPH, NO_START, WIDE, PrintedLine, natural_width, token_ems
from ingest.readers.signatures import BODY_NAME

INDENT = 1.2
_TITLE = 1.2  # a title is at least this much larger than the body
_FAR = 6.0  # ems that no first line is set in, nor what hangs
_STEP = 1.35  # a paragraph break is at least this much wider than a line step

#: the beginning of a numbered paragraph (结构层次序数, GB/T 9704-2012 7.3.3) or of an element of an official document
HEADING = re.compile(
    r"[一二三四五六七八九十百]{1,4}、|[（(][一二三四五六七八九十百]{1,4}[）)]|\d{1,3}[.．、](?!\d)|[（(]\d{1,3}[）)]|[①-⑳]"
    r"|第[一二三四五六七八九十百零\d]{1,5}[章节条款编]|附[件表录]|抄送|主送|（此[件页]|签发人|[IVX]{1,5}\.\s|(?:Article|Section|Part|Annex)\s"
)
_ENDS = frozenset("。；：！？.;:!?…”）)】")
_MIDST = frozenset("，、,（《“")
_DATE = re.compile(
    r"[\d〇○Ｏ零一二三四五六七八九十]{2,5}年\s*[\d一二三四五六七八九十]{1,3}月\s*[\d一二三四五六七八九十]{1,3}日"
)
#: the heading of an article on a line of its own, and what a mere reference to one comes after
_ARTICLE = re.compile(r"(?:Article|Section|Part|Chapter|Annex)\s(?:\d{1,3}|[IVXL]{1,6})[.:]?\s+[A-Z“\"]")
_REFERS = re.compile(r"\b(?:[a-z]{1,5}|under|Article|Section|Part|Chapter|Annex)$|[,(]$")
#: a label with a wide gap behind it: 「第一章　　总则」
_ALONE = re.compile(
    r"第[一二三四五六七八九十百零〇\d]{1,5}[章节条编]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,2}[.．、]|(?:Article|Section|Part|Chapter|Annex|Schedule)\s(?:\d{1,3}|[IVXL]{1,6})[.:]?|[IVX]{1,5}\."
)
#: a number that no paragraph is all of
_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、]|[①-⑳]")
_TITLED = re.compile(r"的(?:通知|通告|公告|意见|函|批复|决定)$")
_KIND = frozenset("知告见函复定")  # how such a title ends
_RUNNING = re.compile("[，。；]")
#: the label over an annex, on a line of its own
_ANNEX = re.compile(
    r"附\s?件\s?[\d一二三四五六七八九十]{0,3}[:：]?|(?:Annex|Appendix|Attachment)(?:\s(?:\d{1,2}|[IVX]{1,4}|[A-Z]))?:?"
)
#: an English name of a body, and what begins a title rather than a name
_BODY_EN = re.compile(
    r"\b(?:Bureau|Office|Committee|Commission|Administration|Department|Ministry|Government|Customs|Bank|Council|Authority)\b"
)
_NO_NAME_EN = re.compile(
    r"^(?:Notice|Circular|Opinions?|Decision|Announcement|Reply|Letter|Several|Measures|Polic|Rules|Regulation|Implement"
    r"|Provision|Guid|Plan|Action|Work|Interim|Detailed|Administrative)|\bon\b"
)
_NAME_EN = 120  # characters of a name
_GOES_ON_EN = re.compile(r"\b(?:[a-z]{1,5}|Promotion)$|[,&(-]$")
_SHORT = 24  # characters: no date is longer
_SMALL = 0.9  # a footnote is smaller than this share of the body
_FOOTNOTE = re.compile(r"(?:\d{1,2}(?![\d.．、年月日%])|\[\d{1,2}\]|[①-⑳*※])\s?[^\W\d]")
_SAID = re.compile("[，。；、：,;:%]")
_OTHER = {"）": ")", ")": "）"}
#: a note on who is responsible, in brackets: it ends its paragraph
_NOTED = re.compile(
    r"[（(](?:(?:牵头|责任|配合|主管|实施|协办|承办)(?:单位|部门)|(?:Lead|Responsible|Implementing)\s[a-z]{4,14}\s?)[:：][^（）()]{2,200}[)）]$"
)
_LATIN_WORD = re.compile("[A-Za-z]{2,}")
#: how a name ends that does not go on: 委 and 办 may (委员会, 办公室)
_WHOLE_NAME = re.compile("(?:局|厅|会|院|府|行|司|海关|中心|集团)$")
#: a list that hangs under its label
_COPIES = re.compile("抄[送报][:：]|主送[:：]")
_ABOUT = re.compile("关于|印发|转发|《")
_TITLE_ON = re.compile(r"^(?:关于|印发|转发|的|《|等)")
#: lines of an English letter or memorandum that are paragraphs of their own
_LETTER = re.compile(
    r"(?:Yours (?:faithfully|sincerely|truly)|Dear [A-Z]"
    r"|(?:To|From|C[Cc]|cc|Date|Subject|(?:Our |Your )?[Rr]ef|Copy to"
    r"|Enclosures?|Enc[ls]s?)\s?[:.]"
    r"|(?:\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]{2,8},?\s\d{4}|[A-Z][a-z]{2,8}\s\d{1,2},\s\d{4})$)"
)
_TAIL = re.compile(r"^(?:签发人|" + _DATE.pattern + r"\s*印发$)")


@dataclass(frozen=True, slots=True)
class Margins:
    """The edges of the text on a page, in points from the left."""

    left: float
    right: float


def body_size(lines: Sequence[PrintedLine]) -> float:
    """The em of the body: that of most characters, to half a point."""
    weight: dict[float, int] = defaultdict(int)
    for line in lines:
        weight[line.size] += len(line.text)
    rounded: Counter[float] = Counter()
    for size, n in weight.items():
        rounded[round(size * 2) / 2] += n
    return max(rounded, key=lambda size: (rounded[size], size), default=12.0)


def _edges(lines: Sequence[PrintedLine], size: float) -> Margins | None:
    body = [line for line in lines if abs(line.size - size) < 0.15 * size]
    if len(body) < 5:
        return None
    starts = Counter([round(line.x0 / 3) for line in body])
    often = min((at for at, n in starts.items() if n + starts[at + 1] >= max(2, len(body) // 10)), default=None)
    left = min(line.x0 for line in body if often is None or round(line.x0 / 3) == often)
    # a comma may hang over the edge (标点悬挂): lines that end with another character say where the edge is
    ends = sorted(line.x1 for line in body if line.text[-1] not in NO_START)
    if len(ends) < 5:
        ends = sorted(line.x1 for line in body)
    right = ends[-1 - len(ends) // 10]
    if len(ends) < 40:  # most lines of a short paper end before the edge: those that reach it end alike
        right = max(right, *(a for a, b in pairwise(ends) if b - a < 0.3 * size), right)
    return Margins(left, right)


def margins(lines: Sequence[PrintedLine], size: float) -> dict[tuple[int, int], Margins]:
    """The edges of every (page, zone), ``size`` being the em of the body.

    A page with few lines has the edges of the nearest full page, if there is one of the same side (左右页).
    """
    by_zone: dict[int, dict[int, list[PrintedLine]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        by_zone[line.zone][line.page].append(line)
    out: dict[tuple[int, int], Margins] = {}
    for zone, pages in by_zone.items():
        known = {page: own for page, members in pages.items() if len(members) >= 8 and (own := _edges(members, size))}
        if known:
            usual = median(edge.right - edge.left for edge in known.values())
            known = {page: edge for page, edge in known.items() if edge.right - edge.left > usual - 1.5 * size}
        if not known:
            every = [line for members in pages.values() for line in members]
            whole = _edges(every, size) or Margins(min(li.x0 for li in every), max(li.x1 for li in every))
            known = dict.fromkeys(pages, whole)
        for page in pages:
            out[page, zone] = known.get(page) or _nearest(known, page)
    return out


def _other_language(a: str, b: str) -> bool:
    """Whether one line is Chinese and the other is nothing but English."""
    chinese, other = IDEOGRAPH.search(a) is not None, IDEOGRAPH.search(b) is not None
    if chinese == other:
        return False
    zh, en = (a, b) if chinese else (b, a)
    return len(_LATIN_WORD.findall(en)) >= 3 and len(_LATIN_WORD.findall(zh)) < len(IDEOGRAPH.findall(zh)) / 4


def _nearest(known: Mapping[int, Margins], page: int) -> Margins:
    """The edges of the nearest page, one of the same side (左右页) before any other."""
    return known[min(known, key=lambda other: ((other - page) % 2, abs(other - page), other))]


def _open_bracket(text: str) -> bool:
    tail = text[-120:]
    for opening, closing in ("（）", "《》", "〔〕", "“”", "()"):
        at = tail.rfind(opening)
        if at >= 0 and tail.find(closing, at) < 0 and not (opening in "（(" and tail.find(_OTHER[closing], at) >= 0):
            return True  # （…) is common
    return False


def _centred(line: PrintedLine, edge: Margins) -> bool:
    if line.x0 <= edge.left + 0.8 * line.size:
        return False
    return abs(line.middle - (edge.left + edge.right) / 2) < 0.45 * line.size


def _full(line: PrintedLine, edge: Margins, following: str, centred: bool) -> bool:
    room = edge.right - line.x1 + (line.x0 - edge.left if centred else 0)
    size = line.size
    if room < 0.8 * size:  # nothing takes less than half an em: the usual full line need not ask what follows
        return True
    scale = 1.0
    if room < 12 * size and following[0].isascii() and (line.text.isascii() or WIDE.search(line.text) is None):
        # how wide letters are set shows on the line itself
        scale = max(0.8, min((line.x1 - line.x0) / (size * natural_width(line.text)), 1.3))
    return room < (token_ems(following, scale, running=line.text[-1] not in _ENDS) + 0.3) * size


def _set_right(a: PrintedLine, b: PrintedLine, edge: Margins) -> bool:
    """Whether two lines are set to the right, as names of signatories are: their ends are level, and they begin far in."""
    far = a.x0 - edge.left
    if far < 4 * a.size or abs(a.x1 - b.x1) > 0.3 * a.size:
        return False
    return abs(a.x0 - b.x0) > 0.3 * a.size or far > 0.45 * (edge.right - edge.left)


def _stacked(above: str, below: PrintedLine, edge: Margins) -> bool:
    """Whether large lines are names of issuers, one under the other, and no title; a long name may go over two lines."""
    text = below.text
    if IDEOGRAPH.search(above):
        fills = edge.right - edge.left - (below.x1 - below.x0) < 2.5 * below.size
        if BODY_NAME.search(above) is None or _ABOUT.search(text):
            return False
        return BODY_NAME.search(text) is not None or fills
    if not _BODY_EN.search(above) or _NO_NAME_EN.search(above) or _GOES_ON_EN.search(above):
        return False
    return text[0].isupper() and not _NO_NAME_EN.search(text)


def _another_name(so_far: str, text: str) -> bool:
    """Whether English names of bodies follow each other: a name is whole, and the next begins with the same word."""
    if not _BODY_EN.search(so_far) or _GOES_ON_EN.search(so_far) or len(so_far) > _NAME_EN:
        return False
    return so_far.partition(" ")[0] == text.partition(" ")[0] and not _NO_NAME_EN.search(so_far)


class Typesetting:
    """Knows the page edges, the body size and the usual line step, and says whether two lines belong together."""

    def __init__(self, lines: Sequence[PrintedLine]) -> None:
        self.size = body_size(lines)
        self.head = lines[0] if lines else None
        self.edges = margins(lines, self.size)
        self.beside = self._neighbours(lines)
        self.names = name_breaks(lines, self.edges, self.size)
        self.step: dict[int, float] = {}
        self.hanging = False
        self.opening: float | None = None
        self.stretched: set[int] = set()
        self.notes: set[int] = set()
        self._look(lines)

    def _look(self, lines: Sequence[PrintedLine]) -> None:
        """What each two lines that follow each other say of the whole text, in one pass over them.

        ``step``: how far lines go down, by their size. ``hanging``: whether paragraphs begin at the edge and their other
        lines are indented (悬挂缩进) all through. ``opening``: the indent in ems at which paragraphs begin (首行缩进), where
        most begin so and none goes on there.
        """
        steps: dict[int, list[float]] = defaultdict(list)
        inwards = outwards = 0
        starts: Counter[int] = Counter()
        whole: Counter[int] = Counter()  # blocks that are set in
        parted: set[tuple[int, int]] = set()
        edges = self.edges
        page = zone = -1
        left = 0.0
        for a, b in pairwise(lines):
            if b.page != page or b.zone != zone:
                page, zone = b.page, b.zone
                left = edges[page, zone].left
            if a.zone != zone:
                continue
            same_page, size = a.page == page, b.size
            after = b.x0 - left
            if same_page:
                down = b.y1 - a.y1
                if a.row == b.row:
                    parted.add((page, a.row))
                elif 0 < down < 4 * size and abs(a.size - size) < 0.1 * size:
                    steps[round(size)].append(down)
                if a.row != b.row:
                    before, indented = a.x0 - left > INDENT * a.size, after > INDENT * size
                    # names set in the middle or to the right are no paragraphs
                    near = max(after, a.x0 - left) < _FAR * size and abs(size - self.size) < 0.1 * size
                    if before != indented and near and self.full(a, b.text):
                        inwards += indented
                        outwards += before
            indent = after / (size or 1.0)
            if indent > INDENT:
                if a.text[-1] in _ENDS:
                    starts[round(2 * indent)] += 1
                elif same_page and abs(a.x0 - b.x0) < 0.3 * size and a.text[-1] in "，、,":
                    whole[round(2 * indent)] += 1
        # where most paragraphs are one line the median is a paragraph step: the lower quartile is a line step
        self.step = {size: sorted(values)[len(values) // 4] for size, values in steps.items()}
        if lines and min([line.size for line in lines]) < _SMALL * self.size:
            self.notes = self._footnotes(lines)
        if parted:
            self.stretched = self._stretched(lines, parted)
        usual = max(starts, key=lambda indent: (starts[indent], indent), default=0)
        self.opening = usual / 2 if starts[usual] >= 5 and starts[usual] > 8 * whole[usual] else None
        self.hanging = inwards > 2 * outwards + 2 and self.opening is None

    def _footnotes(self, lines: Sequence[PrintedLine]) -> set[int]:
        """Small lines at the end of a page (脚注), of which the first begins with a mark, below lines of the body."""
        found: set[int] = set()
        for _, page in groupby(lines, key=lambda line: (line.page, line.zone)):
            run = list(takewhile(lambda line: line.size < _SMALL * self.size, reversed(list(page))))
            while run and not _FOOTNOTE.match(run[-1].text):
                run.pop()
            found.update(id(line) for line in run)
        return found

    def _neighbours(self, lines: Sequence[PrintedLine]) -> set[int]:
        """Lines beside which something else stands on the page: cells of a signature grid."""
        by_page: dict[int, list[PrintedLine]] = defaultdict(list)
        for line in lines:
            by_page[line.page].append(line)
        found: set[int] = set()
        for page in by_page.values():
            ordered = sorted(page, key=lambda li: li.y0)
            for i, a in enumerate(ordered):
                for b in ordered[i + 1 :]:
                    if b.y0 > a.y1 - 0.3 * a.size:
                        break
                    if a.zone == b.zone and (b.x0 > a.x1 + a.size or a.x0 > b.x1 + b.size):
                        found |= {id(a), id(b)}
        return found

    def full(self, line: PrintedLine, following: str, *, centred: bool = False) -> bool:
        return _full(line, self.edges[line.page, line.zone], following, centred)

    def _stretched(self, lines: Sequence[PrintedLine], rows: Iterable[tuple[int, int]]) -> set[int]:
        """The parts of lines before which the white is a space that was made wide to fill the line: it goes from edge to edge,
        and most of it is text."""
        held: dict[tuple[int, int], list[PrintedLine]] = {row: [] for row in rows}
        for line in lines:
            if (line.page, line.row) in held:
                held[line.page, line.row].append(line)
        found: set[int] = set()
        for parts in held.values():
            head, tail = parts[0], parts[-1]
            edge = self.edges[head.page, head.zone]
            gaps = [b.x0 - a.x1 for a, b in pairwise(parts)]
            whole = edge.right - edge.left
            begins = abs(head.x0 - edge.left) < 2.5 * head.size
            said = any(_SAID.search(part.text) for part in parts)
            if (
                said
                and begins
                and abs(edge.right - tail.x1) < 0.5 * tail.size
                and min(gaps) > 0
                and sum(gaps) < 0.4 * whole
            ):
                found.update(id(part) for part in parts[1:])
        return found

    def _goes_on(self, so_far: str, begin: float, indent: float, b: PrintedLine) -> bool:
        """Whether a line at the edge goes on a sentence, short as the line before may be, for first lines are set in here."""
        if self.opening is None or so_far[-1] in _ENDS or abs(begin - self.opening * b.size) > 0.3 * b.size:
            return False
        starts = b.text[0]
        return (
            abs(indent) < 0.3 * b.size
            and (starts.islower() or starts.isdigit() or not starts.isascii())
            and not HEADING.match(b.text)
        )

    def _midst(self, first: PrintedLine, a: PrintedLine, b: PrintedLine, so_far: str) -> bool:
        """Whether the lines are the midst of a sentence, however far apart: one of them may hold a sign that is very high."""
        edge = self.edges[b.page, b.zone]
        begin = first.x0 - self.edges[first.page, first.zone].left
        reaches = a.x1 - edge.left > 0.5 * (edge.right - edge.left)
        return reaches and self._goes_on(so_far, begin, b.x0 - edge.left, b)

    def together(self, first: PrintedLine, a: PrintedLine, b: PrintedLine, so_far: str) -> bool:
        """Whether ``b`` goes on the paragraph that began with ``first``, ends with ``a`` and reads ``so_far``."""
        turned = a.zone != b.zone  # the top of the next column
        if turned and (min(a.zone, b.zone) < FIRST or (a.page == b.page and a.zone > b.zone)):
            return False
        if a.page == b.page and a.row == b.row and not turned and b.x0 > a.x1:
            if _TAIL.match(b.text) or (a is first and _ALONE.fullmatch(a.text)):
                return True
            return id(b) in self.stretched
        if max(a.size, b.size) > 1.13 * min(a.size, b.size):
            return False
        same_page = a.page == b.page and not turned
        size = b.size
        if same_page:
            down = b.y1 - a.y1
            step = max(self.step.get(round(size), 0.0), 1.1 * size)
            if down <= 0 or (down > _STEP * step and not (down < 2.5 * step and self._midst(first, a, b, so_far))):
                return False
        if self.names and (goes_on := self.names.get(id(b))) is not None:
            return goes_on
        text = b.text
        if _open_bracket(so_far):
            # a scan may have lost the closing one: a heading below a line that is not full is a heading
            left = self.edges[b.page, b.zone].left
            return not (HEADING.match(text) and b.x0 - left > INDENT * size and not self.full(a, text))
        if len(text) < _SHORT and (_DATE.fullmatch(text) or _ANNEX.fullmatch(text)):
            return False
        if len(so_far) < _SHORT and _DATE.fullmatch(so_far):
            return False
        ended = so_far[-1] in _ENDS
        if ended and _other_language(a.text, text):
            return False
        if same_page and id(a) in self.beside:
            if abs(a.middle - b.middle) < 0.6 * size:
                return id(first) in self.beside
            if id(b) in self.beside:
                return False  # the next cell of the list
        if text[0] in "ASPC" and _ARTICLE.match(text) and not _REFERS.search(so_far):
            return False
        if so_far[-1] in "）)" and text[0] not in NO_START and _NOTED.search(so_far[-230:]):
            return False
        if so_far[-1] in _KIND and text[-1] in "：:，、" and _TITLED.search(so_far) and not _RUNNING.search(so_far):
            return False  # the addressees
        if text[0].isascii() and _LETTER.match(text):
            return False
        if text[0].isascii() and text[0].isupper():
            if (first is self.head or HEADING.match(first.text)) and ends_heading_en(so_far, text):
                return False
            if ended and NOTE.match(text):
                return False
        edge = self.edges[a.page, a.zone]
        after = edge if same_page else self.edges[b.page, b.zone]
        begin, indent = first.x0 - self.edges[first.page, first.zone].left, b.x0 - after.left
        title, in_the_middle = a.size > _TITLE * self.size, _centred(a, edge)
        if title and same_page and _WHOLE_NAME.search(so_far) and BODY_NAME.search(text) and not _ABOUT.search(so_far):
            return False  # names of issuers, one under the other
        if same_page and text[0].isupper() and begin > 2 * size and _another_name(so_far, text):
            return False
        if title and in_the_middle and same_page:
            if _full(a, edge, text, True) or _TITLE_ON.match(text):
                return True
            return not _stacked(so_far, b, edge) and not text.startswith(("（", "(")) and not HEADING.match(text)
        if (
            first.text[0] in "抄主"
            and _COPIES.match(first.text)
            and so_far[-1] in _MIDST
            and b.x0 > first.x0 + 0.8 * size
        ):
            return True
        if a is first and len(so_far) < 6 and _NUMBER.fullmatch(so_far) and not HEADING.match(text):
            return True
        if not _full(a, edge, text, in_the_middle and _centred(b, after)):
            reaches = a.x1 - edge.left > 0.5 * (edge.right - edge.left)
            return reaches and self._goes_on(so_far, begin, indent, b)
        if same_page and _set_right(a, b, edge) and a.x0 - edge.left > (token_ems(text) + 0.3) * size:
            return False
        indented = indent > INDENT * size
        if self.hanging:
            return indented or (so_far[-1] in _MIDST and not HEADING.match(text))
        if indented:
            if self.opening is not None and begin > INDENT * size and not (_centred(a, edge) and _centred(b, after)):
                at = self.opening * size
                if abs(indent - at) < 0.3 * size and abs(begin - at) < 0.3 * size and first is a:
                    return False  # two first lines
            if HEADING.match(text) and (ended or same_page or len(so_far) < 60):
                return False
            if first is a and begin + 0.6 * size < indent:
                return not ended
            block = abs(a.x0 - edge.left - indent) < 0.6 * size
            return (block and not ended) or _centred(b, after)
        return not (ended and begin < INDENT * size and HEADING.match(text))

    def paragraphs(self, lines: Iterable[PrintedLine]) -> Iterator[list[PrintedLine]]:
        """Lines in reading order → paragraphs in the same order, each a list of its lines."""
        out: list[PrintedLine] = []
        so_far = ""
        held: list[PrintedLine] = []
        for line in lines:
            if self.notes and id(line) in self.notes:
                held.append(line)
            elif out and self.together(out[0], out[-1], line, so_far):
                out.append(line)
                so_far += (" " if so_far[-1].isascii() and line.text[0].isascii() else "") + line.text
            else:
                if out:
                    yield out
                    yield from _noted(held)
                    held = []
                out, so_far = [line], line.text
        if out:
            yield out
        yield from _noted(held)


def _noted(lines: Sequence[PrintedLine]) -> Iterator[list[PrintedLine]]:
    """Footnotes, each a paragraph: behind the paragraph that goes on over them to the next page."""
    note: list[PrintedLine] = []
    for line in lines:
        if note and _FOOTNOTE.match(line.text):
            yield note
            note = []
        note.append(line)
    if note:
        yield note


def paragraphs(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """The paragraphs of a document that is nothing but lines."""
    return list(Typesetting(lines).paragraphs(lines)) if lines else []
