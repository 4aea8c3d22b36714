"""Which organisation 单位 a printed name stands for in its notice: 「市商务局」 of a 威海市 notice is 威海市商务局.

A local name lacks its place (市商务局, 区财政局, 省商务厅) and is often short (市工信局 = 市工业和信息化局); some bodies belong to a line of
authority of their own and put the place elsewhere (市税务局 = 国家税务总局威海市税务局, 市贸促会 = 中国国际贸易促进委员会威海市委员会). Names that
carry their place stay as they are (威海海关). Generic groups (各区市, 县（市）区政府) are bound to the place. Which place the levels 市, 县, 区,
省 mean follows from the place of the notice and its region code. All names are in ``ingest/lexicon/organisations.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.lexicon.table import rows
from ingest.numerals import fold
from ingest.organisations_en import (
    chinese_name,
    english_field_name,
    english_of_named,
    english_place,
    groups,
    named_pairs,
    named_zh,
    place_at_head,
)

_LEVELS = {
    "市": "Municipal",
    "县": "County",
    "区": "District",
    "省": "Provincial",
    "州": "Prefectural",
    "旗": "Banner",
    "镇": "Town",
}


@dataclass(frozen=True, slots=True)
class _Body:
    """A row of the table: templates with {p} {s} {P} {N}; ``english`` is the preferred one."""

    full: str
    english: str
    successor: str


def local_names() -> Iterator[tuple[str, str]]:
    """(zh, en) of the bodies of organisations.tsv as a notice of a city prints them, and of those with one name everywhere.

    >>> ("市商务局", "Municipal Bureau of Commerce") in set(local_names())
    True
    """
    for row in rows("organisations.tsv"):
        english = row["english"].split("|")[0]
        if english and "{N}" not in english:
            for name in row["names"].split("|"):
                yield "市" + name, english.format(P="Municipal")
    for full, english in named_pairs():
        yield full, english


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a notice and what its levels mean: 「市」 of 广州市天河区 is 广州市, 「区」 is 广州市天河区."""

    name: str
    levels: Mapping[str, str]

    @property
    def short(self) -> str:
        return _short(self.name)


def place_of(name: str, region_code: str | None = None) -> Place:
    """What the levels mean in a notice of a place.

    >>> place_of("广州市天河区", "440106").levels
    {'市': '广州市', '区': '广州市天河区', '省': '广东省'}
    """
    levels: dict[str, str] = {}
    rest = name
    if province := re.match(r"[\u4e00-\u9fff]{2,3}省|[\u4e00-\u9fff]{2,6}自治区", name):
        levels["省"] = province[0]
        rest = name[province.end() :]
    if re.fullmatch(r"[\u4e00-\u9fff]{2,6}镇", rest):
        levels["镇"] = rest
    city = re.match(r"[\u4e00-\u9fff]{2,7}?(?:市|自治州|地区|盟)", rest)
    district = re.search(r"(?:市|自治州|地区|盟|^)([\u4e00-\u9fff]{1,8}?(?:区|县|旗|市))$", rest)
    if city:
        levels["市"] = city[0]
        levels |= {"州": city[0]} if city[0].endswith("州") else {}
    if district and not (city and city.end() == len(rest)):
        zone = re.search(r"(?:保税|开发|试验|高新|合作|新)区$", rest)
        level = district[1][-1]
        levels["区" if zone else level] = rest
        if zone and not city:
            levels.pop("市", None)
    if region_code and "省" not in levels and (known := _provinces().get(region_code[:2])):
        levels["省"] = known
    return Place(name, levels)


@cache
def _provinces() -> dict[str, str]:
    return {row["code"]: row["name"] for row in rows("provinces.tsv")}


@cache
def _bodies() -> dict[str, _Body]:
    known: dict[str, _Body] = {}
    for row in rows("organisations.tsv"):
        names = row["names"].split("|")
        body = _Body(row["full"] or "{p}" + names[0], row["english"].split("|")[0], row["successor"])
        for name in names:
            known.setdefault(fold(name), body)
    return known


@cache
def _named() -> dict[str, str]:
    """Bodies that have one name everywhere; what is a short name of a local body too (人民银行) stays with the place."""
    return {fold(name): full for name, full in named_zh().items() if fold(name) not in _bodies()}


_GROUP = re.compile(
    r"(?![市县区旗州](?:市场|乡村))(?:各|有关|相关|市直|区直|县直|省直)?(?:(?:市|县|区|旗|州|镇|乡|街道)(?:\([市县区、旗]{1,5}\))?){2,3}|各|有关|相关|功能"
)
#: the bodies of a level taken together
_OWN_LEVEL = re.compile(r"([市县区省州旗镇])(?:直|级|属)(?:各)?(?:有关|相关)?(?:单位|部门|机关)(?:\(单位\))?")
_LINE = re.compile(
    r"(?:中国)?(?:人民银行|人行)(?P<bank>.{0,12}?)(?P<form>中心支行|分行|支行|营业管理部)$|(?:国家)?(?:外汇管理局|外汇局)(?P<forex>.{0,12}?)(?P<forex_form>中心支局|分局|支局)$"
)
_CARRIES = re.compile(
    r"中国|中华|国家(?!级)|国务院|全国|中央|海关总署|(?:铁路|海关|海事局|银保监分局|金融监管分局|集团|公司|营业部|大学|学院|港|机场)"
)


def organisation_of(name: str, place: str | Place | None, region_code: str | None = None) -> str | None:
    """The full name of the organisation that ``name`` stands for in a notice of ``place``; None where it is not known.

    >>> [organisation_of(n, "威海市") for n in ("市商务局", "市发改委", "市税务局", "威海海关", "各区市政府")]
    ['威海市商务局', '威海市发展和改革委员会', '国家税务总局威海市税务局', '威海海关', '威海市各区市人民政府']
    >>> organisation_of("区商务局", "威海市") is None
    True
    """
    here = place if isinstance(place, Place) else place_of(place, region_code) if place else None
    plain = fold("".join(name.split()))
    plain = plain.removeprefix("中华人民共和国") if plain.endswith("海关") else plain
    if line := _LINE.match(plain):
        return _of_line(line, here)
    if plain in _named():
        return _named()[plain]
    plain = plain.replace("中国信保", "中国出口信用保险公司").removeprefix("中信保")
    if here is None:
        return _printed(plain) if _CARRIES.match(plain) else None
    for start in dict.fromkeys((*here.levels.values(), here.name)):
        if plain.startswith(start) and len(plain) > len(start):
            return _full(plain[len(start) :], start) or _printed(plain)
        if plain.startswith("中共" + start):
            return _printed(plain)
    if group := _GROUP.match(plain):
        return _printed(_group(plain, group, here))
    if (own := _OWN_LEVEL.fullmatch(plain)) and own[1] in here.levels:
        return _printed(here.levels[own[1]] + plain)  # 州直相关单位, 市级各有关部门
    level, rest = plain[0], plain[1:]
    if level in _LEVELS and rest and not rest.startswith(("场", "级", "直", "属", "域")):
        if level not in here.levels:
            return None
        return _full(rest, here.levels[level]) or _printed(here.levels[level] + rest)
    if plain.startswith(("团市委", "团区委", "团县委", "团省委")) and plain[1] in here.levels:
        return f"共青团{here.levels[plain[1]]}委员会"
    if plain in _bodies():  # 财政局 in a list that says 市 only once
        at = here.levels.get("省") if plain.endswith("厅") else here.name
        return _full(plain, at) if at else None
    if (
        plain.startswith(here.short)
        or _CARRIES.search(plain)
        or re.match(r"(?!国家级|省级|市级|各级)[\u4e00-\u9fff]{2,6}[市县区省州]", plain)
    ):
        return _printed(plain)
    return None


def _of_line(m: re.Match[str], here: Place | None) -> str | None:
    """人行市中心支行, 人民银行威海市分行, 外汇局鸡西市支局."""
    stem, where, form = (
        ("中国人民银行", m["bank"], m["form"]) if m["form"] else ("国家外汇管理局", m["forex"], m["forex_form"])
    )
    if where in _LEVELS or not where:
        where = here.levels.get(where or "市", "") if here else ""
        if not where:
            return None
    return f"{stem}{where}{form}"


def _group(plain: str, m: re.Match[str], here: Place) -> str:
    words = plain if plain.startswith(("各", "有关", "相关")) or m[0] == "功能" else f"各{plain}"
    return here.name + re.sub(r"(?<!人民)政府$", "人民政府", words)


def _full(rest: str, at: str) -> str | None:
    aside = _ASIDE.fullmatch(rest) if rest.endswith(")") else None
    body = _bodies().get(rest) or (_bodies().get(aside[1]) if aside else None)
    return body.full.format(p=at, s=_short(at)) if body else None


_ASIDE = re.compile(r"(.+?)\([^()]*\)")


@cache
def _short(place: str) -> str:
    return re.sub(r"(?<=..)(?:市|县|区|省|旗|自治州|地区)$", "", place)


def _printed(plain: str) -> str:
    return plain.translate(str.maketrans("(),:;[]", "（），：；〔〕"))


def successor_of(organisation: str, place: str | Place) -> str | None:
    """What a body has become since: 中国人民银行威海市中心支行 → 中国人民银行威海市分行; None where it still has its name.

    >>> successor_of("中国人民银行威海市中心支行", "威海市")
    '中国人民银行威海市分行'
    """
    here = place if isinstance(place, Place) else place_of(place)
    for at in here.levels.values():
        for body in _bodies().values():
            if body.successor and body.full.format(p=at, s=_short(at)) == organisation:
                return body.successor.format(p=at, s=_short(at))
    return None


#: English names of places that say their level themselves
_WITH_LEVEL = ("Area", "District", "Zone", "County", "Park", "Hengqin")


def english_name(organisation: str, place: str | Place, place_en: str | None = None) -> str | None:
    """What an organisation of a place is called in English; without ``place_en`` as a notice of the place would call it.

    >>> english_name("威海市商务局", "威海市", "Weihai"), english_name("国家税务总局威海市税务局", "威海市")
    ('Weihai Municipal Bureau of Commerce', 'Municipal Tax Service')
    >>> english_name("青岛海关", "威海市"), english_name("山东省商务厅", place_of("威海市", "371000"), "Weihai")
    ('Qingdao Customs', 'Shandong Provincial Department of Commerce')
    """
    here = place if isinstance(place, Place) else place_of(place)
    levels = dict(here.levels)
    if (elsewhere := place_at_head(organisation)) and elsewhere not in levels.values():
        levels |= {_level_of(elsewhere) + elsewhere: elsewhere}
    for level, at in levels.items():
        found = _by_full(at).get(organisation)
        own = place_en if at == here.name else place_en and english_place(at)
        word = _LEVELS.get(level[:1], "Municipal")
        where = word if not own else own if own.endswith(_WITH_LEVEL) else f"{own} {word}"
        if found is not None and found.english:
            if "{N}" in found.english and not own:
                return None
            return found.english.format(P=where, N=own or "").strip()
        if found is None and organisation.startswith(at):
            body = english_field_name(organisation[len(at) :], level[0] == "省")
            if body is not None:
                return f"{where} {body}"
    for english, chinese in groups().items():
        if organisation.startswith(here.name) and organisation_of(chinese, here) == organisation:
            return f"{english} of {place_en}" if place_en else english
    return english_of_named(organisation)


def _level_of(place: str) -> str:
    return "省" if place.endswith(("省", "自治区")) else "市" if place.endswith("市") else place[-1]


@cache
def _by_full(at: str) -> dict[str, _Body]:
    """Full name → row, for one place."""
    return {body.full.format(p=at, s=_short(at)): body for body in reversed(_bodies().values())}


@lru_cache(4096)  # the same bodies stand in clause after clause
def _chinese_name(
    english: str, here: str, levels: tuple[tuple[str, str], ...], place_en: str | None
) -> tuple[str, str] | None:
    return chinese_name(english, here, dict(levels), place_en)


def organisation_named(
    english: str,
    place: str | Place | None,
    place_en: str | None = None,
    region_code: str | None = None,
    *,
    national: bool = True,
) -> str | None:
    """The other way: the organisation that an English name stands for in a notice of a Chinese place, with or without the place.

    Without a place only a name that carries one is known, and, if ``national``, a body that has one name everywhere.

    >>> organisation_named("Municipal Bureau of Commerce", "威海市", "Weihai")
    '威海市商务局'
    >>> organisation_named("Weihai Municipal Commerce Bureau", "威海市"), organisation_named("Weihai Customs", "威海市")
    ('威海市商务局', '威海海关')
    >>> organisation_named("county (city) and district governments", "鸡西市")
    '鸡西市各县（市）区人民政府'
    """
    here = place if isinstance(place, Place) else place_of(place, region_code) if place else Place("", {})
    found = _chinese_name(english, here.name, tuple(here.levels.items()), place_en)
    if found is None:
        return None
    name, at = found
    if not at:
        return name if national or here.name or name not in named_zh() else None
    if _GROUP.match(fold(name)):
        return organisation_of(name, here)
    return _full(name, at) or at + name
