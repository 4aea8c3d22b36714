"""The place a notice is of: the one its title or its issuer names, or the one its preamble speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.numerals import simplified
from ingest.organisations_en import named_place

_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,3}省|内蒙古自治区|广西壮族自治区|宁夏回族自治区|新疆维吾尔自治区|西藏自治区)?"
    r"(?P<place>(?:(?!关于|印发|支持|促进|推动|的)[\u4e00-\u9fff]){2,7}?(?:市|自治州|地区|盟)(?:(?!场|政|县区|区属|级)(?:(?!关于|印发|支持|促进|市)[\u4e00-\u9fff]){1,5}?(?:区|县)(?!域|块))?"
    r"|(?![各全本我该市省区跨强大])[\u4e00-\u9fff]县(?![域级区城里委内外属直市处])"
    r"|(?:(?!关于|印发|支持|促进|推动|的|局|厅)[\u4e00-\u9fff]){2,8}?(?:综合保税区|经济技术开发区|高新技术产业开发区|自由贸易试验区|新区|自由贸易港|保税港区|县|区|省|自治区))"
)


#: before the place in a title: 「中共…」 「2024年度西安市…」
_BEFORE_PLACE = re.compile(r"^[《“]*(?:中共|国家税务总局|国家外汇管理局|中国人民银行|(?:19|20)\d\d[ ]?年度?)?")


def place_zh(texts: Sequence[str]) -> str | None:
    """The city, district or zone that a title or an issuer names first: 「威海市」, 「广州市天河区」, 「威海综合保税区」.

    >>> place_zh(["广州市天河区深化支持港澳青年创新创业高质量发展实施办法"])
    '广州市天河区'
    """
    for text in texts:
        text = _BEFORE_PLACE.sub("", text)
        match = _PLACE.match(simplified(text))
        if match:
            return text[match.start("place") : match.end("place")]
    return None


_SAID_PLACE = re.compile(
    r"(?:结合|根据|按照)(?P<place>[\u4e00-\u9fff]{2,7}?(?:市|区|县|州|旗|镇|省))(?:发展|工作|经济|产业|的)?(?:实际|具体)"
)


def said_place_zh(text: str) -> tuple[str, int, int] | None:
    """The place a preamble speaks of (「结合官渡区实际」) with its offsets; 我市, 本区 name none.

    >>> said_place_zh("根据上级政策，结合官渡区实际，制定本措施。")
    ('官渡区', 9, 12)
    >>> said_place_zh("结合我市实际，制定本措施。")
    """
    found = _SAID_PLACE.search(simplified(text))
    if not found or found["place"][0] in "我本全该各" or found["place"][:-1] in ("结合", "当地"):
        return None
    return text[found.start("place") : found.end("place")], found.start("place"), found.end("place")


_PLACE_EN = re.compile(
    r"\b(?P<place>(?:[A-Z][a-z'’-]+\s){1,3}(?:City|Province|District|County|Municipality"
    r"|Autonomous Region|Special Administrative Region|Prefecture|State|Comprehensive Bonded Zone"
    r"|Free Trade Zone|Free Trade Port|Development Zone|New Area|Island))\b"
)
_GOVERNMENT = re.compile(
    r"^(?:The\s+)?(?:Government|Republic|GOVERNMENT|REPUBLIC) (?:of|OF) (?:(?:the|THE)\s+)?"
    r"(?P<place>(?:[A-Z][A-Za-z'’-]+\s?){1,4})$"
    r"|^(?!(?i:State|National|Central|Federal|Royal|General|Chinese|Joint|Border)\b)(?P<country>[A-Z][A-Za-z'’-]+(?:\s[A-Z][A-Za-z'’-]+)?)\s"
    r"(?:Customs(?: (?:Service|Agency|Authority))?|CUSTOMS|Revenue (?:Authority|Service)|REVENUE AUTHORITY|Monetary Authority)$"
)
_SKIP = ("Pilot ", "The ", "Of ", "In ", "For ", "And ", "Free ", "Development ", "State ")


def place_en(texts: Sequence[str], known: str | None = None) -> tuple[str, int] | None:
    """The place a title or an issuer names first, with the index of the text; ``known`` (Weihai) is looked for in its
    full form.

    >>> place_en(["Policy List of Weihai City for Trade"], "Weihai")
    ('Weihai City', 0)
    """
    for index, text in enumerate(texts):
        for match in _PLACE_EN.finditer(text):
            place = match["place"]
            if not place.startswith(_SKIP) and (known is None or place.startswith(known)):
                return place, index
    if known is None:
        for index, text in enumerate(texts):
            if government := _GOVERNMENT.match(text):
                return (government["place"] or government["country"]).strip(), index
            if named := named_place(text):
                return named, index
    return None
