"""English names of Chinese bodies 机构英文名: which one "Municipal Bureau of Commerce" of a Weihai notice is, and the way back.

One body goes by many English names: "Weihai Municipal Bureau of Commerce", "Bureau of Commerce of Weihai City", "Weihai
Commerce Bureau". A name is taken apart into the place, the level (municipal, provincial …) and what is left ("bureau of
commerce"). That is looked up among the names of ``organisations.tsv``, else it is a word for a body and a field of work
(``body_words.tsv``, ``functions.tsv``). Bodies with one name everywhere, and those named after a place (Weihai Customs), are in
``named_bodies.tsv``, groups in ``body_groups.tsv``. Only a Chinese place makes a name Chinese: a Ministry of Commerce of
another country stays what it is printed as.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ingest.lexicon.table import rows
from ingest.lexicon_en import phrases

#: level words of English names → the last character of the Chinese place they mean
_LEVELS = {
    "municipal": "市州盟",
    "municipality": "市",
    "city": "市",
    "provincial": "省",
    "regional": "省",
    "autonomous region": "省",
    "district": "区",
    "county": "县",
    "prefectural": "州",
    "banner": "旗",
    "town": "镇",
}
_SUFFIX = (
    r"(?:\s+(?:city|province|municipality|autonomous region|special administrative region|district|county|prefecture))?"
)


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A row of named_bodies.tsv; ``full`` may hold {p} or {s}."""

    full: str
    english: tuple[str, ...]

    @property
    def pattern(self) -> bool:
        return "{" in self.full


def plain_name(name: str) -> str:
    """A name as it is compared: no layout, small letters, plain quotes, "and" for "&", no article at the head.

    >>> plain_name("The Municipal Development & Reform  Commission")
    'municipal development and reform commission'
    """
    text = unicodedata.normalize("NFKC", name).translate({0x2019: "'", 0x2018: "'", 0x2013: "-", 0x2011: "-"})
    text = " ".join(text.replace("&", " and ").lower().split()).strip(" .,;:")
    return text.removeprefix("the ")


_LITTLE = re.compile(r"\b(?:the|of|for)\b|'s\b|[’'.,]|\(\s*\)|-")


def _key(text: str) -> str:
    """What is left of a name when place and level are taken out, without the little words that differ from text to text."""
    return " ".join(_LITTLE.sub(" ", text).split())


# ---------------------------------------------------------------------------------------------------------------------
# places


@dataclass(frozen=True, slots=True)
class _Found:
    """A place: its official name, its code where it has one; not ``usual`` where another is meant by the bare name."""

    name: str
    code: str
    usual: bool


@cache
def _places() -> Mapping[str, tuple[_Found, ...]]:
    """English name of a place in small letters → the places that are called so."""
    known: dict[str, list[_Found]] = {}
    for table, digits in (("provinces.tsv", "0000"), ("places.tsv", "")):
        for row in rows(table):
            for english in row["english"].split("|"):
                bare = re.sub(r"\s*\(.*\)$", "", english).lower()
                found = _Found(row["name"], row["code"] + digits, "(" not in english)
                if found.name not in {f.name for f in known.setdefault(bare, [])}:
                    known[bare].append(found)
    return {name: tuple(found) for name, found in known.items()}


@cache
def _by_code() -> Mapping[str, tuple[str, str]]:
    """Region code → Chinese name, preferred English name."""
    known = {}
    for row in rows("places.tsv"):
        if row["code"]:
            known[row["code"]] = (row["name"], re.sub(r"\s*\(.*\)$", "", row["english"].split("|")[0]))
    return known


@cache
def _official_places() -> Mapping[str, str]:
    """Official Chinese name of a place → its preferred English name; provinces last, so that 北京市 is a city."""
    known: dict[str, str] = {}
    for table in ("places.tsv", "provinces.tsv"):
        for row in rows(table):
            known.setdefault(row["name"], re.sub(r"\s*\(.*\)$", "", row["english"].split("|")[0]))
    return known


def place_at_head(organisation: str) -> str | None:
    """The known place a Chinese name begins with: 浙江省 of 浙江省商务厅."""
    return next(
        (
            organisation[:n]
            for n in range(min(14, len(organisation) - 1), 2, -1)
            if organisation[:n] in _official_places()
        ),
        None,
    )


def english_place(name: str) -> str | None:
    """The English name of a Chinese place.

    >>> english_place("威海市"), english_place("山东省"), english_place("某某市")
    ('Weihai', 'Shandong', None)
    """
    return _official_places().get(name)


def chinese_place(english: str, region_code: str | None = None) -> str | None:
    """The official Chinese name of a place by its English name or its region code; None where it is not known or not one place.

    >>> [chinese_place(*said) for said in (("Weihai City",), ("Jixi", "230300"), ("Port Azure",), ("Suzhou", "341300"))]
    ['威海市', '鸡西市', None, '宿州市']
    """
    if region_code and region_code in _by_code():
        return _by_code()[region_code][0]
    plain = plain_name(english)
    found = _places().get(plain) or _places().get(re.sub(rf"{_SUFFIX[:-1]}$", "", plain), ())
    cities = [f for f in found if not f.code.endswith("0000") or f.code[:2] in ("11", "12", "31", "50")]
    if english.endswith(("Province", "Autonomous Region")):
        cities = [f for f in found if f.code.endswith("0000")]
    chosen = _usual(cities or list(found))
    return chosen[0].name if len({f.name for f in chosen}) == 1 else None


def _usual(found: list[_Found]) -> list[_Found]:
    """Of places that are spelled the same the one that is meant where nothing else is said."""
    return [f for f in found if f.usual] or found if len(found) > 1 else found


_OF_PLACE = r"(?=[’']s\b|\s+(?:Municipal|Municipality|Provincial|City|Province|Customs|District)\b)"


@cache
def _printed_places() -> re.Pattern[str]:
    names = [
        re.sub(r"\s*\(.*\)$", "", e)
        for t in ("places.tsv", "provinces.tsv")
        for row in rows(t)
        for e in row["english"].split("|")
    ]
    listed = phrases(names)
    return re.compile(rf"\b(?:{listed}){_OF_PLACE}|(?<=\bin )(?:{listed})(?=\s?(?:\(|$))")


def named_place(text: str) -> str | None:
    """The first Chinese place that a title or a name of a body says it is of, as printed.

    >>> named_place("Shenzhen Municipal Policies"), named_place("Shanghai’s Plan"), named_place("Goods from Hong Kong")
    ('Shenzhen', 'Shanghai', None)
    >>> named_place("Measures to Support Trade in Ningbo (Trial)")
    'Ningbo'
    """
    found = _printed_places().search(text)
    return found[0] if found else None


# ---------------------------------------------------------------------------------------------------------------------
# tables of names


@cache
def named_bodies() -> tuple[NamedBody, ...]:
    """The rows of named_bodies.tsv."""
    return tuple(NamedBody(row["full"], tuple(row["english"].split("|"))) for row in rows("named_bodies.tsv"))


def named_pairs() -> tuple[tuple[str, str], ...]:
    """(zh, en) of the bodies that have one name everywhere."""
    return tuple((body.full, body.english[0]) for body in named_bodies() if not body.pattern)


@cache
def named_zh() -> Mapping[str, str]:
    """Chinese name or short name of a body that has one name everywhere → its official name."""
    known = {}
    for row in rows("named_bodies.tsv"):
        if "{" not in row["full"]:
            for name in (row["full"], *filter(None, row["names"].split("|"))):
                known[name] = row["full"]
    return known


@cache
def _named_en() -> Mapping[str, str]:
    return {plain_name(e): body.full for body in named_bodies() if not body.pattern for e in body.english}


@cache
def groups() -> Mapping[str, str]:
    """Wording of a group of bodies in English → in Chinese."""
    return {e: row["chinese"] for row in rows("body_groups.tsv") for e in row["english"].split("|")}


@cache
def _local() -> Mapping[str, str]:
    """What is left of an English name of organisations.tsv → the first Chinese name of the row."""
    known: dict[str, str] = {}
    for row in rows("organisations.tsv"):
        for english in filter(None, row["english"].split("|")):
            known.setdefault(_key(plain_name(english.format(P="", N=""))), row["names"].split("|")[0])
    return known


@cache
def _after_place() -> Mapping[str, str]:
    """The same for the patterns of named_bodies.tsv: they need a place."""
    return {
        _key(plain_name(english.format(N=""))): body.full
        for body in named_bodies()
        if body.pattern
        for english in body.english
    }


@cache
def _fields() -> Mapping[str, str]:
    """Field of work in English → in Chinese."""
    known: dict[str, str] = {}
    for row in rows("functions.tsv"):
        for english in row["english"].split("|"):
            known.setdefault(_key(plain_name(english)), row["full"])
    return known


@cache
def _words() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Word for a body in small letters → level → Chinese words for it, in order."""
    known = {}
    for row in rows("body_words.tsv"):
        for english in row["english"].split("|"):
            known[english.lower()] = {
                level: tuple(filter(None, row[level].split("|"))) for level in ("province", "local", "nation")
            }
    return known


@cache
def _local_names() -> frozenset[str]:
    return frozenset(name for row in rows("organisations.tsv") for name in row["names"].split("|"))


@cache
def joined_names() -> tuple[str, ...]:
    """Names and fields of work that hold "and" or a comma: a list of bodies is never cut inside one."""
    names = {e for body in named_bodies() for e in body.english if "{" not in e}
    names |= set(groups())
    names |= {e for row in rows("functions.tsv") for e in row["english"].split("|")}
    for row in rows("organisations.tsv"):
        for english in filter(None, row["english"].split("|")):
            stem = english.replace("{P} ", "").replace("{N} ", "") if english.startswith("{") else ""
            names |= {stem} if stem and "{" not in stem else set()
    return tuple(sorted(n for n in names if "," in n or " and " in n))


# ---------------------------------------------------------------------------------------------------------------------
# acronyms that a paper explains itself

_EXPLAINED = re.compile(r"\s?\((?P<short>[A-Z][A-Z&]{1,7})\)")
_CAPITALISED = re.compile(r"[A-Z][\w&'’-]*")
_BEFORE = re.compile(r"(?:[A-Za-z&][\w&'’-]*,?\s+){0,11}[A-Z][\w&'’-]*$")


def acronyms(text: str) -> dict[str, str]:
    """Acronym → name, where a paper says both: "Directorate General of Foreign Trade (DGFT)".

    >>> acronyms("The Export Control Division (ECD) and the Ministry of Trade (MoT, HS) shall meet (see ABC).")
    {'ECD': 'Export Control Division'}
    """
    found: dict[str, str] = {}
    tried: dict[str, int] = {}
    for match in _EXPLAINED.finditer(text):
        tried[match["short"]] = tried.get(match["short"], 0) + 1
        if match["short"] in found or tried[match["short"]] > 3:  # a paper explains an acronym where it first uses it
            continue
        before = _BEFORE.search(text, max(0, match.start() - 160), match.start())
        if before is None:
            continue
        for word in reversed(list(_CAPITALISED.finditer(before[0]))):
            name = before[0][word.start() :]
            if "".join(w[0][0] for w in _CAPITALISED.finditer(name)) == match["short"]:
                found[match["short"]] = " ".join(name.split())
                break
    return found


def without_acronym(name: str, known: Mapping[str, str]) -> str:
    """The name without the acronym behind it, or the name that an acronym stands for.

    >>> [without_acronym(n, {"ECD": "Export Control Division"}) for n in ("ECD", "Export Control Division (ECD)", "EU")]
    ['Export Control Division', 'Export Control Division', 'EU']
    """
    if name in known:
        return known[name]
    match = _EXPLAINED.search(name)
    return name[: match.start()] if match and match.end() == len(name) and match.start() else name


# ---------------------------------------------------------------------------------------------------------------------
# from English to Chinese


@cache
def _place_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:\bof\s+(?:the\s+)?)?\b(?P<place>{phrases(_places())})(?P<suffix>{_SUFFIX})\b(?!['\w])")


_LEVEL = re.compile(
    r"\b(?:municipal|municipality|city|provincial|regional|autonomous region|district|county|prefectural|banner|town)\b(?!-)"
)


def chinese_name(
    english: str, here: str, levels: Mapping[str, str], place_en: str | None = None
) -> tuple[str, str] | None:
    """(name, place) as a Chinese notice would have them: what "Municipal Bureau of Commerce" is called, and whose it is.

    ``here`` is the place of the notice, ``levels`` what its levels mean (``ingest.organisations.Place``), ``place_en`` its
    English name. The name has no place for a body of ``organisations.tsv`` or ``functions.tsv``; a body that has one name
    everywhere comes with an empty place. None where the name is not understood.

    >>> levels = {"市": "威海市", "省": "山东省"}
    >>> chinese_name("Municipal Commerce Bureau", "威海市", levels)
    ('商务局', '威海市')
    >>> chinese_name("Department of Commerce of Shandong Province", "威海市", levels)
    ('商务厅', '山东省')
    >>> [chinese_name(name, "威海市", levels) for name in ("Qingdao Customs", "Ministry of Finance", "Board of Trade")]
    [('青岛海关', ''), ('财政部', ''), None]
    """
    plain = re.sub(r"\s+of (?:the )?people's republic of china$", "", plain_name(english))
    if plain in groups():
        return groups()[plain], here
    aside = re.fullmatch(r"(.+?)\s*\((?:[^()]|\([^()]*\))*\)", plain)
    for said in (plain, *([aside[1]] if aside else [])):
        if said in _named_en():
            return _named_en()[said], ""
        if found := _taken_apart(said, here, levels, place_en):
            return found
    return None


def _taken_apart(said: str, here: str, levels: Mapping[str, str], place_en: str | None) -> tuple[str, str] | None:
    for rest, place, level in _readings(said, here, levels, place_en):
        key = _key(rest)
        if place and key in _after_place():
            return _after_place()[key].format(p=place, s=short_place(place)), ""
        if key in _local() and (level or place or not key.startswith("department")):
            at = _at(place, level, here, levels)
            if at:
                return _fitting(_local()[key], at), at
        if (
            (level or place or key.startswith("bureau "))
            and (at := _at(place, level, here, levels))
            and (name := _composed(key, at))
        ):
            return name, at
    return None


def _readings(
    said: str, here: str, levels: Mapping[str, str], place_en: str | None
) -> Iterator[tuple[str, str | None, str | None]]:
    """(what is left, Chinese place, level word): the name without its place and level, in the ways it can be read."""
    places: list[tuple[int, int, str | None, str]] = []
    if place_en and (match := re.search(rf"(?:\bof\s+(?:the\s+)?)?\b{re.escape(place_en.lower())}{_SUFFIX}\b", said)):
        places.append((match.start(), match.end(), here, match[0]))
    for match in _place_pattern().finditer(said):
        found = _places()[match["place"]]
        chosen = _chosen(found, match["suffix"].strip(), said[match.end() :], levels)
        if chosen:
            places.append((match.start(), match.end(), chosen, match[0]))
    for start, end, place, words in places:
        rest = f"{said[:start]} {said[end:]}"
        if not words.startswith("of ") and said[:start].rstrip().endswith(" in"):
            continue
        level = _LEVEL.search(rest)
        yield (f"{rest[: level.start()]} {rest[level.end() :]}" if level else rest), place, level and level[0]
        yield rest, place, None
    level = _LEVEL.search(said)
    if level:
        yield f"{said[: level.start()]} {said[level.end() :]}", None, level[0]
    yield said, None, None


def _chosen(found: tuple[_Found, ...], suffix: str, behind: str, levels: Mapping[str, str]) -> str | None:
    """Which of the places that are spelled the same is meant: by the level word, by the province of the notice."""
    provincial = suffix in ("province", "autonomous region") or re.match(
        r"\s+(?:provincial|autonomous|regional)", behind
    )
    fits = [f for f in found if f.name[-1] in "省区" or f.code.endswith("0000")] if provincial else list(found)
    if re.match(r"\s+municipal", behind) or suffix in ("city", "municipality"):
        fits = [f for f in found if f.name.endswith(("市", "州", "盟", "地区"))]
    if len(fits) > 1:
        fits = [f for f in fits if f.name in levels.values()] or _usual(fits)
    return fits[0].name if len(fits) == 1 else None


def _at(place: str | None, level: str | None, here: str, levels: Mapping[str, str]) -> str | None:
    """The Chinese place of a body: its own, or that which the level means in the notice."""
    if place is not None:
        return place
    if level is None:
        return here or None
    return next((levels[sign] for sign in _LEVELS.get(level, "") if sign in levels), None)


def short_place(place: str) -> str:
    """威海市 → 威海, 广西壮族自治区 → 广西.

    >>> short_place("威海市"), short_place("内蒙古自治区"), short_place("浦东新区")
    ('威海', '内蒙古', '浦东新区')
    """
    short = re.sub(r"(?:壮族|回族|维吾尔)?自治区$|特别行政区$", "", place)
    return re.sub(r"(?<=..)(?:市|县|省|旗|自治州|地区)$", "", short) if not place.endswith("区") else short


def _is_province(place: str) -> bool:
    return place.endswith(("省", "自治区"))


_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")


def _fitting(name: str, at: str) -> str:
    """A department of a city is a 局, a bureau of a province a 厅, where the table has that name too."""
    if (_is_province(at) or at in _MUNICIPALITIES) and name == "人民政府办公室":
        return "人民政府办公厅"
    if _is_province(at) and name.endswith("局") and f"{name[:-1]}厅" in _local_names():
        return f"{name[:-1]}厅"
    if not _is_province(at) and name.endswith("厅"):
        return next((n for n in (f"{name[:-1]}局", f"{name[:-1]}委员会") if n in _local_names()), f"{name[:-1]}局")
    return name


def _composed(key: str, at: str) -> str | None:
    """Field of work and word for a body: 「规划和自然资源」 + 「局」."""
    for word, chinese in _words().items():
        if key.startswith(f"{word} "):
            field = key[len(word) + 1 :]
        elif key.endswith(f" {word}"):
            field = key[: -len(word) - 1]
        else:
            continue
        stem = _fields().get(field) or _fields().get(field.removesuffix(" and administration"))
        if stem is None:
            continue
        endings = chinese["province" if _is_province(at) else "local"]
        names = [stem + ending for ending in endings]
        return next((n for n in names if n in _local_names()), names[0] if names else None)
    return None


# ---------------------------------------------------------------------------------------------------------------------
# from Chinese to English


@cache
def english_field_name(rest: str, province: bool) -> str | None:
    """The English name of a local body that only ``functions.tsv`` knows, without its place.

    >>> english_field_name("规划和自然资源局", False), english_field_name("商务厅", True)
    ('Bureau of Planning and Natural Resources', 'Department of Commerce')
    """
    words = (("局", "Bureau"), ("厅", "Department"), ("委员会", "Commission"), ("办公室", "Office"))
    for ending, word in words:
        if not rest.endswith(ending):
            continue
        for row in rows("functions.tsv"):
            if row["full"] == rest.removesuffix(ending):
                return f"{word} of {row['english'].split('|')[0]}"
    return None


@cache
def english_of_named(full: str) -> str | None:
    """The English name of a body that has one name everywhere, or that is named after a place of the tables.

    >>> english_of_named("海关总署"), english_of_named("青岛海关"), english_of_named("青岛某某")
    ('General Administration of Customs', 'Qingdao Customs', None)
    """
    for body in named_bodies():
        if not body.pattern:
            if body.full == full:
                return body.english[0]
            continue
        shape = re.escape(body.full).replace(r"\{s\}", "(?P<s>.{2,8})").replace(r"\{p\}", "(?P<p>.{2,8})")
        if match := re.fullmatch(shape, full):
            for place, english in _official_places().items():
                if match[1] in (place, short_place(place)):
                    return body.english[0].format(N=english)
    return None
