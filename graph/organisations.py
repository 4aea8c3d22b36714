"""Names of organisations 单位: which organisation a printed name means, how it is spelled, what it is called in English.

「市商务局」 of a Weihai notice is 威海市商务局, that of a Jixi notice is another bureau. A name that is not known to mean the
same everywhere only counts within its place: two organisations taken for one make wrong facts, one taken for two a longer list.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from graph.literals import script_of

#: the place's own bodies: 市商务局, 区财政局; not 市场监管局, not 市有关部门 or 市各委办局
_OWN = re.compile(r"(?P<level>[市县区州盟旗])(?!场|域|各|有关|相关|直|属|级|、|和|（)")
_OWN_EN = re.compile(r"(?:Municipal|City|County|District|Prefectural)\b")

#: what begins so means the same everywhere: a national body, or one with the name of a place or of a customs house in it
_CLEAR = re.compile(
    r"中国|中华人民共和国|国家(?!级)|国务院|全国|中央|中共中央|海关总署|商务部|财政部|税务总局|最高人民"
    r"|(?![各本我相有省市县区州旗乡镇])[\u4e00-\u9fff]{2,5}?(?:省|自治区|市(?!场)|自治州|海关)"
)
_CLEAR_EN = re.compile(r"(?:the\s+)?(?:Ministry|State|National|China|People's Bank|General Administration|Supreme)\b")
_FULL_WIDTH = str.maketrans("(),:;", "（），：；")


def full_name(name: str, place: str | None, place_en: str | None = None) -> str | None:
    """The name an organisation has everywhere; None for one that means something only within its place.

    >>> [full_name(name, "威海市") for name in ("市商务局", "威海海关", "市市场监管局", "各区市人民政府", "综保区管委")]
    ['威海市商务局', '威海海关', '威海市市场监管局', None, None]
    >>> full_name("Municipal Bureau of Commerce", "Weihai City", "Weihai")
    'Weihai Municipal Bureau of Commerce'
    """
    own = _OWN.match(name)
    if own:
        return place + name[1:] if place and place.endswith(own["level"]) else None
    if _OWN_EN.match(name):
        return f"{place_en} {name}" if place_en else None
    known = [known for known in (place, place_en, place and place.rstrip("市县区州盟旗")) if known]
    if any(name.startswith(start) for start in known) or _CLEAR.match(name) or _CLEAR_EN.match(name):
        return name
    return None


def spelled(name: str) -> str:
    """One spelling of a name: no layout in it, Chinese with full-width marks, so that two notices give one label.

    >>> spelled("中国 信保(威海)")
    '中国信保（威海）'
    """
    text = unicodedata.normalize("NFKC", name)
    if script_of(text, "en") == "zh":
        return re.sub(r"\s+", "", text).translate(_FULL_WIDTH)
    return " ".join(text.split())


def english(full: str, place: str | None, place_en: str | None) -> str | None:
    """The English name of an organisation, if ``ingest/lexicon/names.csv`` has it: by the full name, or by the name without
    the place (威海市财政局 → 市财政局 → Municipal Bureau of Finance), where that English is of no other place.

    >>> english("威海市财政局", "威海市", "Weihai")
    'Weihai Municipal Bureau of Finance'
    """
    names = _names()
    if full in names:
        return names[full]
    if not (place and place_en and full.startswith(place)):
        return None
    local = names.get(f"{place[-1]}{full[len(place) :]}")
    if local is None or place_en in local:
        return local
    return local.replace("Municipal", f"{place_en} Municipal", 1) if "Municipal" in local else None


@cache
def _names() -> Mapping[str, str]:
    text = files("ingest.lexicon").joinpath("names.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {spelled(row["zh"]): row["en"] for row in rows if row.get("zh") and row.get("en")}
