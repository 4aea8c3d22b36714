"""发文机关署名 (GB/T 9704-2012, 7.3.5): the bodies that sign a paper, one or more to a line, or that its title names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.issuing_place import place_zh
from ingest.lexicon.table import one_of, rows
from ingest.official.elements import Found, Official

#: a line that is nothing but the name of a body
ISSUER = re.compile(
    r"^(?!关于|根据|为)[\u4e00-\u9fffA-Z（）()·“” ]{2,40}"
    r"(?:局|委|办|会|院|厅|部|府|署|处|站|所|海关|中心|银行|公司|分行|支行|小组|办公室|指挥部|协会|集团|大学|法院|工会|室|队|科|社|联|馆)"
    r"(?:[（(][\u4e00-\u9fffA-Z]{2,12}[)）])?$"
)
#: where the seal goes in a paper that is published without it
_SEAL = re.compile(r"[ 　]+|[（(](?:盖|公|印|签|加盖公)章[)）]")


def signatures(paragraph: str, index: int) -> list[Found]:
    """The bodies that sign on one line."""
    names = [n for line in _SEAL.split(paragraph) if line for n in _each_issuer(line) if n]
    return [Found(n, index, paragraph.index(n), paragraph.index(n) + len(n)) for n in names]


def _each_issuer(line: str) -> list[str]:
    """Names that stand on one line without a space: of one place (福州市商务局福州市财政局) or of the state (财政部税务总局)."""
    if len(named := named_bodies().findall(line)) > 1 and "".join(named) == line:
        return named
    place = re.match(r"(?:中共|国家税务总局|国家外汇管理局)?([\u4e00-\u9fff]{1,3}?[市县区省州])", line)
    if place is None or line.count(place[1]) < 2:
        return [line]
    return re.split(rf"(?<=[局委办会院厅部府署联行])(?<!总局)(?=(?:中共)?{place[1]})", line)


@cache
def named_bodies() -> re.Pattern[str]:
    """Bodies that have one name everywhere."""
    listed = [name for row in rows("named_bodies.tsv") for name in (row["full"], *row["names"].split("|"))]
    return re.compile(one_of(name for name in listed if name and "{" not in name))


def joined(signed: Sequence[Found], head: set[str]) -> list[Found]:
    """Signatures broken over two lines, joined where the head of the document prints them as one name."""
    names: list[Found] = []
    for one in signed:
        if names and names[-1].value + one.value in head:
            names[-1] = Found(names[-1].value + one.value, names[-1].paragraph, names[-1].start, names[-1].end)
        else:
            names.append(one)
    return names


def apart(one: Found) -> list[Found]:
    """The names that stand in one line without a space, each with its place."""
    names = _each_issuer(one.value) if len(one.value) == one.end - one.start else [one.value]
    if len(names) < 2:
        return [one]
    return _side_by_side(names, one.paragraph, one.start)


def _side_by_side(names: Sequence[str], index: int, at: int) -> list[Found]:
    """Names that stand in a paragraph one behind the other from ``at`` on."""
    placed: list[Found] = []
    for name in names:
        placed.append(Found(name, index, at, at + len(name)))
        at += len(name)
    return placed


def merge_broken_issuers(found: Official) -> None:
    """A name that is no body of its own (「威海市委员会」 under 「中国国际贸易促进委员会」) belongs to the line before."""
    merged: list[Found] = []
    for one in [name for issuer in found.issuers for name in apart(issuer)]:
        if (
            merged
            and re.fullmatch(r"[\u4e00-\u9fff]{2,6}[市省县区]委员会", one.value)
            and merged[-1].value.endswith("委员会")
        ):
            before = merged[-1]
            merged[-1] = Found(before.value + one.value, before.paragraph, before.start, before.end)
        else:
            merged.append(one)
    first: dict[str, Found] = {}
    for one in merged:
        first.setdefault(one.value, one)
    found.issuers = list(first.values())


def without_undated(found: Official) -> None:
    """A signature at the end signs the policy only where a date stands with it."""
    if found.issuers and found.issued_on is None:
        found.issuers = []


#: who issues a paper, at the head of its title
_TITLED_ISSUER = re.compile("([^《》“”，。、关]{4,40})(?=关于)")


def read_issuer_of_title(found: Official) -> None:
    """A numbered paper without a signature says in its title who issues it: 「国务院办公厅关于…的通知」."""
    title = found.notice_title or found.title
    if found.issuers or found.document_number is None or title is None:
        return
    who = _TITLED_ISSUER.match(title.value)
    if who is None or who.end(1) > title.end - title.start or not ISSUER.match(who[1]):
        return
    if place_zh([who[1]]) is None and not named_bodies().match(who[1]):
        return  # 「省人民政府」 names no province
    found.issuers = _side_by_side(_each_issuer(who[1]), title.paragraph, title.start)
