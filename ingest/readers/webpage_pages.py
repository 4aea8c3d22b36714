"""Web pages that hold one page of a notice: the site has cut it, and the others are behind 「下一页」."""

from __future__ import annotations

import re
from typing import Any

from ingest.model import Remark
from ingest.readers.flowing import tidy

_FORWARD = re.compile(r"[（(\[]?(?:下一?页|后一?页|尾页|末页|next(?: page)?|last page)[）)\]]?[\s>»›→]*", re.I)
#: where such a link leads: content_2.html, t20240101_123_1.shtml, ?page=2; a list of other papers has index_2.html
_TO = re.compile(r"(?<!index)[_\-]\d{1,3}\.s?html?$|[?&](?:page|p|pageno|pageindex|currentpage)=\d", re.I)
#: TRS: the page writes its own links, createPageHTML(3, 0, "t20240101_123", "html")
_WRITTEN = re.compile(
    r"createPage(?:HTML|Nav|Html)\w*\(\s*['\"]?(\d{1,4})['\"]?\s*,\s*['\"]?\d+['\"]?\s*,\s*['\"](?!index)"
)
_ABOVE = 3  # elements around the notice in which its own links stand


def other_pages_remark(root: Any, body: Any) -> Remark | None:
    """That more of the notice stands on other pages; None where the page holds all of it."""
    if not (_leads_on(body) or _written(root)):
        return None
    what = "the notice goes on on other pages of the site, which are not read"
    return Remark(code="pages-unread", message=what, hint="save it whole, or print it to PDF")


def _leads_on(body: Any) -> bool:
    around = body
    for _ in range(_ABOVE):
        if around.parent is None or around.parent.tag in ("body", "html"):
            break
        around = around.parent
    return any(
        _TO.search(link.attributes.get("href") or "") and _FORWARD.fullmatch(tidy(link.text()))
        for link in around.css("a")
    )


def _written(root: Any) -> bool:
    return any(
        int(found[1]) > 1 for script in root.css("script") for found in _WRITTEN.finditer(script.text()[:100_000])
    )
