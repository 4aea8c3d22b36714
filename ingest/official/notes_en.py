"""Lines that say themselves which element they are: enclosures (附件说明), copies (抄送), contacts and file numbers (附注), who
printed it (印发机关); and the note on a page without text (空白页注)."""

from __future__ import annotations

import re

#: "Enclosures: (1) Application form"
ANNEX_LIST_EN = re.compile(
    r"^(?:Annex(?:es|ure|ures)?|Attachments?|Enclosures?|Encl?s?|Appendi(?:x|ces))\b(?:\s[a-z]{3,9})?\s?[\dIVX]{0,3}\s?[.:].*",
    re.I,
)
_FORMS = (
    ("附件说明", ANNEX_LIST_EN),
    ("抄送", re.compile(r"^(?:cc|c\.c\.|copy to|copies to|copied to|copy forwarded to|distribution)\s?[:.].*", re.I)),
    (
        "附注",
        re.compile(
            r"^(?:\((?:Contact|This document|For public release|Disclosure)[^()]{1,120}\)"
            r"|[(\[]?(?:Issued|Hindi version|F\.?\s?No)\b[^\n]{0,40}\b(?:F(?:ile)?\.?\s?(?:No|no)|No)\b.{2,90}"
            r"|For (?:any |public |further |media )*(?:enquir|inquir|clarification|information|details|queries)\w*\b.{3,200}"
            r"|(?:E-?mail|Tel(?:ephone)?|Phone|Fax|Website)\b(?:\sNo)?\.?\s?:.{3,100})$",
            re.I,
        ),
    ),
    ("印发机关", re.compile(r"^(?:Printed|Issued|Distributed) (?:and (?:distributed|issued) )?by\b.{3,120}", re.I)),
)
#: "(This page intentionally left blank)"
BLANK_PAGE = re.compile(
    r"^[(\[]?\s?(?:There is no (?:main )?text on this page"
    r"|This page (?:is )?(?:intentionally )?(?:left )?blank(?: intentionally)?"
    r"|No text (?:is )?on this page)\.?\s?[)\]]?$",
    re.I,
)
#: "(2) Checklist" under "Enclosures: (1) Application form"
ANNEX_ITEM_EN = re.compile(r"^(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|[-•·])\s*[^.;:]{2,120}[.;]?$")


def element_of_en(paragraph: str) -> str | None:
    """The element that a line says it is, under its Chinese name; None where it says nothing of the kind.

    >>> element_of_en("cc: All banks"), element_of_en("Enclosure: Form A"), element_of_en("Rates fall.")
    ('抄送', '附件说明', None)
    """
    return next((name for name, form in _FORMS if form.match(paragraph)), None)
