"""Names of organisations 单位: which organisation a printed name means, how it is spelled, what it is called in English.

「市商务局」 of a Weihai notice is 威海市商务局, that of a Jixi notice is another bureau. A name that is not known to mean the
same everywhere only counts within its place: two organisations taken for one make wrong facts, one taken for two a longer list.
"""

from __future__ import annotations

import re
import unicodedata

from graph.literals import script_of
from ingest.organisations import english_name, organisation_named, organisation_of
from ingest.organisations_en import chinese_place, english_of_named, english_place

_OWN_EN = re.compile(r"(?:Municipal|City|County|District|Prefectural)\b")
_CLEAR_EN = re.compile(r"(?:the\s+)?(?:Ministry|State|National|China|People's Bank|General Administration|Supreme)\b")
_FULL_WIDTH = str.maketrans("(),:;", "（），：；")


def chinese_place_of(place: str | None, region_code: str | None = None) -> str | None:
    """The Chinese name of the place of a notice, in whichever language the notice has it; None where it is not known.

    >>> chinese_place_of("威海市"), chinese_place_of("Weihai City"), chinese_place_of("Port Azure")
    ('威海市', '威海市', None)
    """
    if place is None or script_of(place, "en") == "zh":
        return place
    return chinese_place(place, region_code)


def full_name(name: str, place: str | None, place_en: str | None = None, region_code: str | None = None) -> str | None:
    """The name an organisation has everywhere, in Chinese for one of a Chinese place; None for a name that means something
    only within its place.

    >>> [full_name(name, "威海市") for name in ("市商务局", "威海海关", "市市场监管局", "各区市人民政府")]
    ['威海市商务局', '威海海关', '威海市市场监督管理局', '威海市各区市人民政府']
    >>> full_name("Municipal Bureau of Commerce", "Weihai City", "Weihai"), full_name("Ministry of Trade", "Sundaria")
    ('威海市商务局', 'Ministry of Trade')
    """
    if script_of(name, "en") == "zh":
        return organisation_of(name, place)
    where = chinese_place_of(place, region_code)
    if where is not None and (named := organisation_named(name, where, place_en, region_code)):
        return named
    if _OWN_EN.match(name):
        return f"{place_en} {name}" if place_en else None
    known = [known for known in (place, place_en) if known]
    return name if any(name.startswith(start) for start in known) or _CLEAR_EN.match(name) else None


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
    """The English name of an organisation of a (Chinese) place, where the tables of ``ingest/lexicon`` have one.

    >>> english("威海市财政局", "威海市", "Weihai"), english("海关总署", None, None)
    ('Weihai Municipal Bureau of Finance', 'General Administration of Customs')
    """
    return english_name(full, place, place_en or english_place(place)) if place else english_of_named(full)
