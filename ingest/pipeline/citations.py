"""Cited documents: titles in 《》 with the 文号 in brackets behind them."""

from __future__ import annotations

import re

from ingest.model import Citation, Language, Span
from ingest.numerals import simplified
from ingest.pipeline.citations_en import find_citations_en

_CITED = re.compile(
    r"《(?P<title>[^《》\n]{2,120}(?:《[^《》\n]{1,100}》[^《》\n]{0,60})?)》"
    r"(?:\s?[（(]\s?(?P<number>[\u4e00-\u9fffA-Za-z]{1,24}?\s?[〔\[［（(【﹝]\s?(?:19|20)\d{2}\s?[〕\]］）)】﹞]\s?第?\d{1,5}\s?号|[^（）()\n]{0,24}(?:令|公告|号)第?[^（）()\n，,]{0,12}?)"
    r"\s?(?:[)）]|(?=[，,]\s?(?:以下|下)?(?:简称|称)|[，,]\s?下同)))?"
)
#: certificates and forms have titles too, but are no documents that a notice cites: 持《就业创业证》, 填写《资金申请表》
_NO_DOCUMENT = re.compile(
    r"(?:(?<!保)证|证书|执照|(?:申请|申报|登记|汇总|审批|审核|备案|推荐|信息|统计|核定|报名)表|承诺书|委托书|申请书|申报书)(?:[（(][^（）()]{1,20}[)）])?$"
)


def find_citations(text: str, language: Language = "zh") -> list[Citation]:
    """Documents cited with 《》 (in English by titles in capitals), in order; spans are in ``text`` and take in the brackets.

    >>> found = find_citations("根据《关于推动外贸稳规模优结构的意见》（国办发〔2023〕10 号）精神")
    >>> found[0].title, found[0].document_number
    ('关于推动外贸稳规模优结构的意见', '国办发〔2023〕10号')
    """
    if language == "en":
        return find_citations_en(text)
    if "《" not in text:
        return []
    found: list[Citation] = []
    for m in _CITED.finditer(simplified(text)):
        title, number = (text[m.start(g) : m.end(g)] if m[g] else "" for g in ("title", "number"))
        if re.search("[\u4e00-\u9fff]", title):
            title = re.sub(r"\s+", "", title)
        number = re.sub(r"\s", "", number)
        if not number and _NO_DOCUMENT.search(title):
            continue
        found.append(Citation(span=Span(m.start(), m.end()), title=title, document_number=number or None))
    return found
