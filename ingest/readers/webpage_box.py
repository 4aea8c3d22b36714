"""What a web page says beside the notice: meta tags, the information box (信息公开目录), attachments."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ingest.readers.base import normalised
from ingest.readers.flowing import Flow, tidy
from ingest.readers.webpage import SILENT, children, same, site, tag_of
from ingest.readers.webpage_text import flow_of

_HOLDERS = frozenset({"td", "th", "dt", "li", "span", "b", "strong", "label", "p", "div", "em", "i"})
_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[［（【(](?:19|20)\d\d[〕\]］）】)]\s?第?\d{1,5}号")
_BLANKS = re.compile(r"[\s\u3000\[\]【】]")
_BRACKETED = re.compile(r"[\[【]\s?([^\[\]【】]{2,12})[\]】]\s?[:：]?")
_TITLES = ("标题", "名称", "文件名称", "信息名称", "公文名称", "ArticleTitle")
_SITE_NAME = re.compile(r"[_|｜]|\s?--+\s?|\s[-–—]+\s|——")
_TEXTUAL = frozenset({"p", "div", "section", "article", "ul", "ol", "table"})
#: what only the title of a notice ends with
_A_TITLE = re.compile(
    r"[^，。；]{4,100}(?:通知|意见|公告|通告|办法|方案|措施|决定|批复|规定|细则|条例)(?:[（(](?:试行|暂行)[）)])?"
)
#: a site may set its own name as a heading
_OF_A_SITE = re.compile(r"(?:政府|网|网站|门户|局|厅|委|委员会|中心)$")
_ATTACHED = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|pptx?|zip|rar|7z|jpe?g|png|tiff?)(?:[?#&]|$)", re.I)
_FILES = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|pptx?|zip|rar|7z)(?:[?#&]|$)", re.I)
#: what a list of files below the text is called
_LISTED = re.compile(
    r"附件(?:下载|列表)?\s*[:：]|附件下载|相关附件|(?:Attachments?|Enclosures?|Supporting documents)\b"
)


def metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.css("meta"):
        attributes = meta.attributes or {}
        name, content = tidy(attributes.get("name") or ""), tidy(normalised(attributes.get("content") or ""))
        if name and content and name.lower() not in ("viewport", "renderer", "robots", "generator", "referrer"):
            found.setdefault(name, content)
    return found


@dataclass(frozen=True, slots=True)
class Pair:
    """A key of an information box and its value ("" where it has none), and the element that names the key."""

    key: str
    value: str
    node: Any


def pairs_of(root: Any) -> list[Pair]:
    """Keys and values as information boxes have them, keys without blanks: 「文　号：」 is 文号, 「[有效性] 是」 有效性."""
    keys = site().keys
    found: list[Pair] = []
    length: dict[int, int] = {}

    def measure(node: Any) -> int:
        if tag_of(node) == "-text":
            return len(node.text(deep=False) or "")
        length[node.mem_id] = sum(measure(child) for child in children(node))
        return length[node.mem_id]

    def take(node: Any, inside: set[str]) -> None:
        text = tidy(node.text())
        bracketed = _BRACKETED.match(text)
        if bracketed is not None:
            head, colon, rest = bracketed[1], ":", text[bracketed.end() :]
        else:
            head, colon, rest = re.sub("：", ":", text, count=1).partition(":")
        key = _BLANKS.sub("", head)
        if key not in keys:
            return
        value = tidy(rest) if colon else ""
        if not value and (beside := _beside(node)) is not None:
            value = tidy(beside.text() or "").lstrip(":： ")
            if tag_of(beside) in _TEXTUAL and "。" in value:  # the text of the notice begins behind an empty key
                value = ""
        further = list(_next_key().finditer(value))
        put(key, value[: further[0].start()] if further else value, node, inside)
        ends = [*(at.start() for at in further[1:]), len(value)]
        for at, end in zip(further, ends, strict=False):  # several of them on one line
            put(_plain(at[0]), value[at.end() : end], node, inside)

    def put(key: str, value: str, node: Any, inside: set[str]) -> None:
        value = tidy(value)
        if key not in inside and value and len(value) <= 200 and _plain(value) not in keys:
            found.append(Pair(key, value, node))
            inside.add(key)

    def visit(node: Any) -> set[str]:  # the innermost element that names a key has its value
        inside: set[str] = set()
        if tag_of(node) in SILENT or tag_of(node) == "-text":
            return inside
        for child in children(node):
            inside |= visit(child)
        if tag_of(node) in _HOLDERS and length.get(node.mem_id, 0) <= 400:
            take(node, inside)
        return inside

    measure(root)
    visit(root)
    return found


def boxes_of(root: Any, pairs: Sequence[Pair]) -> frozenset[int]:
    """The information boxes of a page, by ``mem_id``: the largest elements that hold hardly anything but keys and values.

    Three keys at least, two of which only such boxes have: a list of contacts or of enclosures is none.
    """
    held: dict[int, list[Pair]] = {}
    for pair in pairs:
        node = pair.node
        while node is not None:
            held.setdefault(node.mem_id, []).append(pair)
            if same(node, root):
                break
            node = node.parent
    found: set[int] = set()
    values = {_plain(pair.value) for pair in pairs}

    def more(node: Any) -> bool:
        """Whether something long stands here that is no value."""
        if node.mem_id not in held:
            text = _plain(_shown(node))
            return len(text) > 30 and text not in values
        return any(more(child) for child in children(node)) if len(held[node.mem_id]) > 1 else False

    def visit(node: Any) -> None:
        inside = held.get(node.mem_id, ())
        if len({pair.key for pair in inside}) < 3 or len({pair.key for pair in inside} & site().own) < 2:
            return
        told = sum(len(pair.key) + len(pair.value) for pair in inside)
        if told >= 0.6 * len(_plain(_shown(node))) and not more(node):
            found.add(node.mem_id)
            return
        for child in children(node):
            if tag_of(child) != "-text":
                visit(child)

    visit(root)
    return frozenset(found)


def _plain(text: str) -> str:
    return re.sub(r"[:：]", "", _BLANKS.sub("", text))


def _shown(node: Any) -> str:
    if tag_of(node) == "-text":
        return node.text(deep=False) or ""
    return "" if tag_of(node) in SILENT else "".join(_shown(child) for child in children(node))


def information_box(pairs: Sequence[Pair], body: Any, boxes: frozenset[int]) -> dict[str, str]:
    """What the boxes say, and keys that stand alone outside the notice; the first that names a key has it."""
    found: dict[str, str] = {}
    for pair in pairs:
        if pair.key not in found and (_inside(pair.node, boxes) or not _inside(pair.node, {body.mem_id})):
            found[pair.key] = pair.value
    return found


def _inside(node: Any, ids: Collection[int]) -> bool:
    while node is not None:
        if node.mem_id in ids:
            return True
        node = node.parent
    return False


@cache
def _next_key() -> re.Pattern[str]:
    spaced = ("\\s*".join(map(re.escape, key)) for key in sorted(site().keys, key=len, reverse=True))
    names = "|".join(spaced)
    return re.compile(rf"(?:^|\s)(?:(?:{names})\s*[:：]|[\[【](?:{names})[\]】])")


def _beside(node: Any) -> Any | None:
    other = node.next
    while other is not None and (tag_of(other) == "-text" and not tidy(other.text() or "")):
        other = other.next
    return other


def printed_above(
    tree: Any, root: Any, body: Any, known: Mapping[str, str], boxes: frozenset[int] = frozenset()
) -> dict[str, str]:
    """The title of the page and the 文号 that stands alone outside the text.

    The title is a heading that the name of the page says, too, else what can be nothing but a title: a heading, the name of
    the page without that of the site, a line; else the first heading, else that name. None where the page states it
    (``known``), for many pages are all named alike.
    """
    found: dict[str, str] = {}
    lines = _beside_the_text(root, body, boxes)
    name = tree.css_first("title")
    called = tidy(name.text()) if name is not None else ""
    headings = [text for heading in root.css("h1") if (text := tidy(heading.text())) and not _OF_A_SITE.search(text)]
    first = _SITE_NAME.split(called)[0].strip()
    said = _titles_among(lines)
    title = next((text for text in headings if text in called or _A_TITLE.fullmatch(text)), "")
    if not title and _A_TITLE.fullmatch(first):
        title = first
    if not title and len(said) == 1:
        title = said.pop()
    if not title:
        title = next(iter(headings), first if len(first) >= 8 and not _OF_A_SITE.search(first) else "")
    if title and not any(known.get(key) for key in _TITLES):
        found["标题"] = title
    numbers = {number for line in lines if _DOCUMENT_NUMBER.fullmatch(number := line.replace(" ", ""))}
    if len(numbers) == 1:
        found["文号"] = numbers.pop()
    return found


def _titles_among(lines: Sequence[str]) -> set[str]:
    """Lines that can be nothing but titles; one that begins with 《 goes on from the line above it."""
    found = set()
    for above, line in zip(["", *lines], lines, strict=False):
        whole = above + line if line.startswith("《") and 4 <= len(above) <= 40 else line
        if _A_TITLE.fullmatch(whole):
            found.add(whole)
    return found


def _beside_the_text(root: Any, body: Any, boxes: frozenset[int]) -> list[str]:
    """The lines of a page outside of the notice, links and boxes left out."""
    links = {link.mem_id for link in root.css("a") if (link.attributes or {}).get("href")}
    flow = Flow()
    if not same(root, body):
        flow_of(root, flow, boxes | links | {body.mem_id})
    return [tidy(cell) for cell in re.split(r"[\n\t]", flow.text)] if flow.length else []


def attachments(root: Any, body: Any) -> list[tuple[str, str]]:
    """Files the page links to: inside the notice all, elsewhere those that call themselves 附件 or stand in a list of 附件.

    A file is told by its address or, where a program hands it out (``download.jsp?id=1``), by the name of the link.
    """
    found: dict[str, str] = {}
    inside = {node.mem_id for node in body.css("a")}
    for link in root.css("a"):
        target = tidy((link.attributes or {}).get("href") or "")
        name = tidy(link.text()) or target
        if not target or target.lower().startswith(("javascript:", "data:", "#")):
            continue
        named = _FILES.search(target) or _FILES.search(name)
        if link.mem_id in inside:
            wanted = bool(named or _ATTACHED.search(target))
        else:
            wanted = bool(named) and ("附件" in name or _in_a_list(link))
        if wanted:
            found.setdefault(target, name)
    return [(name, target) for target, name in found.items()]


def _in_a_list(link: Any) -> bool:
    """Whether what is around a link says 「附件下载」 and hardly anything else."""
    around = link.parent
    for _ in range(4):
        if around is None or len(text := around.text(separator=" ")) > 600:
            return False
        if _LISTED.search(text):
            return True
        around = around.parent
    return False
