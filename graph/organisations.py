"""Names of organisations 单位: which are clear everywhere, how they are spelled, what they are called in English.

「市商务局」 is another bureau in each city; 「威海海关」 is one. The English name comes from ``ingest/lexicon/names.csv``: by the
full name, or by what is left without the place (威海市财政局 → 市财政局 → Municipal Bureau of Finance, and with the place before
it Weihai Municipal Bureau of Finance). It depends on the full name and the place only: every notice of a city says the same.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from graph.literals import script_of

#: a name that begins so means another unit in each place: 市商务局, 各区市人民政府
_LOCAL = re.compile(
    r"各|本|我|相关|有关|省|市(?!场)|县|区(?!域)|州|旗|乡|镇"
    r"|(?i:the\s+)?(?i:municipal|provincial|county|district|all|each|relevant|competent|other|local)\b"
)
_FULL_WIDTH = str.maketrans("(),:;", "（），：；")


def is_local(name: str) -> bool:
    """True for a name that means something only within its place.

    >>> is_local("市商务局"), is_local("市场监管总局"), is_local("威海海关")
    (True, False, False)
    """
    return _LOCAL.match(name) is not None


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
    """The English name of an organisation of a place, if ``names.csv`` knows it.

    >>> english("威海市财政局", "威海市", "Weihai")
    'Weihai Municipal Bureau of Finance'
    """
    names = _names()
    if full in names:
        return names[full]
    if not (place and place_en and full.startswith(place)):
        return None
    # 威海市 + 财政局: the 市 belongs to both
    local = names.get(f"{place[-1]}{full[len(place) :]}") or names.get(full[len(place) :])
    if local is None or place_en in local:
        return local
    return f"{place_en} {local}"


@cache
def _names() -> Mapping[str, str]:
    text = files("ingest.lexicon").joinpath("names.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {spelled(row["zh"]): row["en"] for row in rows if row.get("zh") and row.get("en")}
