"""Which element of a web page is the notice.

It is the first known container of a site system that holds enough of the page, else the densest block: the smallest element
with nearly all prose of the page. Prose is a line with a comma or a full stop, outside links, information boxes and site
furniture; where a page has none (a list of policies is one table), all of its text is weighed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ingest.readers.flowing import Flow, tidy
from ingest.readers.webpage import SILENT, children, furniture, hidden, inline, of_the_site, same, site, tag_of
from ingest.readers.webpage_text import flow_of, preformatted, table_rows

MINIMUM = 30  # characters of text below which a page holds no notice
_PROSE = re.compile(r"[，。；]|(?:[A-Za-z]{2,}\W+){8}")
_NEARLY_ALL = 0.8
_MOST = 0.55  # where what is left cannot be of a notice: a banner, a word on comments or copies
_OF_A_NOTICE = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)、]|第[一二三四五六七八九十百\d]{1,4}[条章]|[（(]?\d{1,3}[.．、）)]|附件|附表|Annex|Article|Section)"
)
_FEW = 20  # characters of prose below which all text of the page is weighed
_LAST = re.compile(r"(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|[（(]此件.{2,12}[）)]")
_FIRST = re.compile(r"[^:：]*(?:各|有关|政府|单位|部门|公司|企业|机构|[局委厅办院校会市县区])[^:：]{0,20}[:：]")


@dataclass(slots=True)
class Weight:
    """What an element holds: characters of prose, of all text, and the number of its lines."""

    prose: int = 0
    text: int = 0
    lines: int = 0

    def add(self, other: Weight) -> None:
        self.prose += other.prose
        self.text += other.text
        self.lines += other.lines


def notice_of(root: Any, boxes: frozenset[int] = frozenset(), title: str = "") -> tuple[Any, int]:
    """The element that holds the notice, and how many characters of text it has.

    ``boxes`` are the information boxes of the page, by ``mem_id``: they are not looked into. ``title`` is what the page is
    called, the name of the site with it: where a line of the page says it, what stands before that line is of the site.
    """
    weight, heading = _weights(root, boxes, title=title)
    if heading:
        below, _ = _weights(root, boxes, after=heading)
        if below[root.mem_id].text >= max(MINIMUM, 0.3 * weight[root.mem_id].text):
            weight = below
    by_prose = weight[root.mem_id].prose >= _FEW

    def heft(node: Any) -> int:
        found = weight.get(node.mem_id)
        return 0 if found is None else found.prose if by_prose else found.text

    whole = heft(root)
    for selectors, share in ((site().body, 0.25), (site().perhaps, 0.5)):
        for selector in selectors:
            parts = [n for n in root.css(selector) if n.mem_id in weight and weight[n.mem_id].text >= MINIMUM]
            if not parts:
                continue
            best = max(parts, key=heft)
            held = sum(heft(node) for node in parts if not _within(node, parts))
            while best is not None and heft(best) < 0.95 * held:  # one text in several containers
                best = best.parent
            if best is not None and heft(best) >= max(1, share * whole):
                return best, weight[best.mem_id].text
    node = root
    while (inner := _denser(node, heft, weight, boxes)) is not None:
        node = inner
    return node, weight[node.mem_id].text


def _denser(node: Any, heft: Any, weight: dict[int, Weight], boxes: frozenset[int]) -> Any | None:
    """The element right under ``node`` that holds nearly all of it; None where ``node`` is the text itself."""
    blocks = [child for child in children(node) if child.mem_id in weight and heft(child) > 0]
    heavy = [child for child in blocks if heft(child) >= _NEARLY_ALL * heft(node)]
    if not heavy and (most := max(blocks, key=heft, default=None)) is not None and heft(most) >= _MOST * heft(node):
        heavy = [] if any(_of_a_notice(child, boxes) for child in blocks if not same(child, most)) else [most]
    if len(heavy) != 1 or tag_of(heavy[0]) in ("p", "ul", "ol"):
        return None
    held = weight[heavy[0].mem_id]
    if held.lines < 2 or held.text < MINIMUM:
        return None
    if tag_of(heavy[0]) in ("table", "tbody", "tr") and _tabular(heavy[0]):
        return None
    before = True
    for child in children(node):
        if same(child, heavy[0]):
            before = False
        elif child.mem_id in weight and weight[child.mem_id].lines == 1:
            line = tidy(child.text() or "")
            if _FIRST.fullmatch(line) if before else _LAST.fullmatch(line):
                return None  # the addressees or the date of the notice stand beside it
    return heavy[0]


def _of_a_notice(node: Any, boxes: frozenset[int]) -> bool:
    """Whether an element may be a part of the notice: by its numbers, its annexes, its date, or more than a few lines."""
    flow = Flow()
    flow_of(node, flow, boxes)
    lines = flow.text.split("\n")
    prose = [line for line in lines if _PROSE.search(line)]
    return len(prose) > 3 or any(
        _OF_A_NOTICE.match(line) or _LAST.fullmatch(line) or _FIRST.fullmatch(line) for line in lines
    )


def _weights(root: Any, boxes: frozenset[int], *, title: str = "", after: int = 0) -> tuple[dict[int, Weight], int]:
    """What every block of the page holds, links, furniture and feet of the site left out.

    And the number of the line, from 1, that says the ``title``; 0 where none does. Lines up to the number ``after`` are
    not counted.
    """
    called = squeezed(title)
    number = heading = 0
    weight: dict[int, Weight] = {}
    framing: set[int] = set()  # inline elements around blocks: <font> or <span> around a whole text
    _note_framing(root, framing)

    def visit(node: Any) -> Weight:
        total = Weight()
        run: list[str] = []

        def close() -> None:
            nonlocal number, heading
            text = tidy("".join(run))
            run.clear()
            if text and not of_the_site(text):
                number += 1
                if not heading and len(text) >= 8 and _calls(called, squeezed(text)):
                    heading = number
                if number <= after:
                    return
                size = len(text) if len(text) >= 4 else 0
                total.add(Weight(size if _PROSE.search(text) else 0, size, 1))

        def walk(parent: Any) -> None:
            for child in children(parent):
                tag = tag_of(child)
                if tag == "-text":
                    run.append(child.text(deep=False) or "")
                elif tag == "br":
                    close()
                elif _outside(child, boxes) or (tag in ("ul", "ol") and _leads_away(child)):
                    continue
                elif inline(tag) and child.mem_id not in framing:
                    walk(child)
                else:
                    close()
                    total.add(visit(child))

        walk(node)
        close()
        if preformatted(node):
            total.lines += (node.text() or "").strip().count("\n")
        weight[node.mem_id] = total
        return total

    visit(root)
    return weight, heading


def _calls(called: str, text: str) -> bool:
    return bool(text) and (called.startswith(text) or (2 * len(text) >= len(called) and text in called))


def squeezed(text: str) -> str:
    """A text without blanks, to be compared."""
    return re.sub(r"[\s\u3000]", "", text)


def _outside(node: Any, boxes: frozenset[int]) -> bool:
    link = tag_of(node) == "a" and (node.attributes or {}).get("href")
    return bool(link) or node.mem_id in boxes or tag_of(node) in SILENT or hidden(node) or furniture(node)


def _leads_away(items: Any) -> bool:
    """Whether a list is one of other pages: most of its items begin with a link, a summary may stand behind it."""
    begin = [_begins_with_link(item) for item in children(items) if tag_of(item) == "li"]
    return len(begin) >= 2 and 2 * sum(begin) > len(begin)


def _begins_with_link(node: Any) -> bool:
    for child in children(node):
        if tag_of(child) == "-text":
            if tidy(child.text(deep=False) or ""):
                return False
        elif tag_of(child) not in SILENT and tidy(child.text() or ""):
            return tag_of(child) == "a" or _begins_with_link(child)
    return False


def _note_framing(node: Any, framing: set[int]) -> bool:
    """Note the inline elements that have a block in them; whether there is a block in ``node`` or it is one."""
    tag = tag_of(node)
    if tag in ("-text", "br") or tag in SILENT:
        return False
    blocks = [_note_framing(child, framing) for child in children(node)]
    if inline(tag):
        if any(blocks):
            framing.add(node.mem_id)
        return any(blocks)
    return True


def _tabular(table: Any) -> bool:
    """Whether a table holds data and not the layout of the page: three rows or more with words in two cells."""
    rows = [row for row in table_rows(table) if len([cell for cell in children(row) if _worded(cell)]) >= 2]
    return len(rows) >= 3


def _worded(cell: Any) -> bool:
    """Whether a cell has words of its own; one with cells in it is layout."""
    inside = any(not same(node, cell) for node in cell.css("td, th"))
    return tag_of(cell) in ("td", "th") and not inside and bool(tidy(cell.text()))


def _within(node: Any, others: Sequence[Any]) -> bool:
    """Whether an element stands inside another of these."""
    ids = {other.mem_id for other in others} - {node.mem_id}
    above = node.parent
    while above is not None:
        if above.mem_id in ids:
            return True
        above = above.parent
    return False
