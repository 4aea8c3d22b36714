"""措施 in Chinese: the sentences of a clause that state an action, a benefit, a target or a limit, and how firmly they do.

A sentence ends at 。；！？ outside brackets and quotation marks. Definitions (所称…是指), scope (适用于) and rules of reading
(均包括本数) commit nobody to anything and are no measures.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ingest.lexicon.table import cues
from ingest.model import Certainty, Condition, Span
from ingest.numerals import fold

_OPEN, _CLOSE = "（(《“【〔‘「『", "）)》”】〕’」』"
_NO_MEASURE = re.compile(
    r"(?:本|此|上述)(?:办法|措施|政策|意见|规定|细则|方案|通知|条例|规程|指南|指引)(?:中)?所称|所称[^，。]{1,30}(?:是)?指|^[^，。；()]{1,30}(?:\([^()]{1,30}\))?[，,]?(?:是指|系指|指的是)"
    r"|包括本数|所涉货币|货币单位|(?:本|此)[^，。；]{0,8}(?:办法|措施|政策|规定|细则|意见|方案|通知|条款)适用(?:对象|范围|于)|^(?:本[^，。；]{0,12})?(?:扶持|支持|补贴|补助|奖励|奖补|资助|申报|申请)(?:对象|主体|范围)(?:为|是|:|主要[为是]|包括)[^。；]*$|[不也均]适用于?(?:本|此)(?:办法|措施|政策|规定)|适用对象应当|^(?:以上|上述)?[^，。；]{1,20}以[^，。；]{1,16}为准$"
    r"|^[^，。；给支奖补]{1,40}(?:项目|企业|团队|人员|主体|产品)包括[^，。；]{1,60}$|^其中[，,：:]?[^。；]{0,80}是指|有效期(?:届)?满|另有规定的?[，,]?从其规定$"
)
#: 「本细则适用于…企业，由经发局负责实施」: somebody is charged after all
_CHARGED = re.compile(r"[，；]由[^，。；]{2,30}(?:负责(?!解释|制)|牵头|组织实施)")
#: words of which each form of ``_NO_MEASURE`` holds one: most sentences need no further look
_MAY_BE_NONE = re.compile("所称|对象|主体|是指|系指|指的是|包括|货币|适用|为准|有效期|从其规定")


def split_sentences_zh(text: str) -> list[Span]:
    """Sentences with their end marks; white space between them belongs to none.

    >>> [s.of("支持进口；（含甲；乙）给予补助。") for s in split_sentences_zh("支持进口；（含甲；乙）给予补助。")]
    ['支持进口；', '（含甲；乙）给予补助。']
    """
    spans: list[Span] = []
    depth, start, position = 0, 0, 0
    for m in _MARKS.finditer(text):
        i, c = m.start(), m[0]
        if i < position:
            continue
        if c in _OPEN:
            depth += 1
            continue
        if c in _CLOSE:
            depth = max(0, depth - 1)
            continue
        if c == "\n":
            if i == 0 or text[i - 1] not in _PARAGRAPH_ENDS:
                continue
            end = i
        elif depth == 0 or (c == "。" and i - start > _NEVER_CLOSED):
            end = i + 1
            end += text[end : end + 1] in ("”", "」", "』")
        else:
            continue
        _put(spans, text, start, end)
        start, depth, position = max(i + 1, end), 0, end
    _put(spans, text, start, len(text))
    return spans


_MARKS = re.compile(f"[{re.escape(_OPEN + _CLOSE)}。！？；;!?\n]")
_PARAGRAPH_ENDS = frozenset("。！？；：;!?:）)")
#: a bracket that stays open for so long was never closed: it must not swallow the rest of the clause
_NEVER_CLOSED = 200
#: fewer letters and digits than three make no sentence
_WORDED = re.compile(r"\w\W*\w\W*\w")


def _put(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start] in " \u3000\n\t”」』":
        start += 1
    while end > start and text[end - 1] in " \u3000\n\t":
        end -= 1
    if _WORDED.search(text, start, end):
        spans.append(Span(start, end))


def is_measure_zh(sentence: str) -> bool:
    """Does a sentence commit anybody to anything?

    >>> is_measure_zh("支持企业申请AEO认证。"), is_measure_zh("本办法所称港澳青年，是指45周岁以下的居民。")
    (True, False)
    """
    return _is_measure(fold(sentence))


def _is_measure(folded: str) -> bool:
    if not _MAY_BE_NONE.search(folded) or not _NO_MEASURE.search(folded.strip("。；！？!?; ")):
        return True
    return "适用于" in folded and _CHARGED.search(folded) is not None


def read_measure_zh(sentence: str, folded: str) -> tuple[Certainty, list[Condition]] | None:
    """How firmly a sentence promises what, and on what conditions (their spans are in it); None if it is no measure.

    ``folded`` is the sentence with its characters folded (``ingest.numerals.fold``): it is cut from a text folded once.
    """
    return (_certainty(folded), _conditions(sentence, folded)) if _is_measure(folded) else None


def is_scope_heading_zh(heading: str | None) -> bool:
    """Does a heading announce who may apply, and no measure?

    >>> is_scope_heading_zh("奖扶对象"), is_scope_heading_zh("本意见适用范围"), is_scope_heading_zh("扩大支持范围")
    (True, True, False)
    """
    return heading is not None and _scope().search(fold(heading)) is not None


@cache
def _scope() -> re.Pattern[str]:
    words = cues("certainty_zh.tsv")["scope"]
    return re.compile(
        rf"^(?:(?!扩大|放宽|拓[展宽]|优化|调整|完善|提高|加[大强]|增加|支持|鼓励|明确)[^，。、]{{1,8}})?(?:{words})$"
        r"|(?:符合|具备|满足)(?:以下|下列)[^，。；]{0,12}(?:条件|要求|标准)(?:之一)?$|(?:下列|以下)(?:情形|情况|行为)(?:之一)?(?:的|者)?(?:[，,][^。]{0,30})?$"
    )


def pays_zh(sentence: str) -> bool:
    """Does a sentence pay something (给予…, 奖励3万元), and not only speak of payments (奖励对象为…)?"""
    body = fold(sentence)
    return _firmness().paid_sum.search(body) is not None or "给予" in body or "予以" in body


def certainty_zh(sentence: str) -> Certainty:
    """How firmly a measure is promised, by its main verb; 给予支持 without a sum or a rate is ``unspecified``.

    >>> [certainty_zh(s) for s in ("给予3万元奖励。", "给予一定比例支持。", "力争突破100亿元。", "研究对交通费用给予补贴。")]
    ['committed', 'unspecified', 'strive', 'study']
    """
    return _certainty(fold(sentence))


def _certainty(body: str) -> Certainty:
    said = _firmness()
    if not said.any.search(body):
        return "committed"
    if said.study.search(body) and (said.study_first.match(body) or said.study_to_pay.search(body)):
        return "study"
    if said.strive.search(body) and not said.paid_sum.search(body):
        return "strive"
    if said.vague.search(body) or (said.pays.search(body) and not _SUM.search(body)):
        return "unspecified"
    return "committed"


#: what fixes a payment although no number stands there
_SUM = re.compile(r"\d|全额|减半|一次性扩岗|免收|免征")


class _Firmness(NamedTuple):
    """Patterns of ``certainty_zh``: any of its words; 研究 at the head of a segment, as the main verb, of a payment; 力争; sums;
    一定; 给予."""

    any: re.Pattern[str]
    study: re.Pattern[str]
    study_first: re.Pattern[str]
    study_to_pay: re.Pattern[str]
    strive: re.Pattern[str]
    paid_sum: re.Pattern[str]
    vague: re.Pattern[str]
    pays: re.Pattern[str]


@cache
def _firmness() -> _Firmness:
    words = cues("certainty_zh.tsv")
    return _Firmness(
        any=re.compile("|".join(words[kind] for kind in ("study", "strive", "vague", "pays"))),
        study=re.compile(rf"(?:^|[，；、]|积极|深入)(?:{words['study']})"),
        study_first=re.compile(rf"(?:积极|深入)?(?:{words['study']})"),
        study_to_pay=re.compile(rf"(?:{words['study']})[^，]*(?:{words['pays']})"),
        strive=re.compile(words["strive"]),
        paid_sum=re.compile(rf"(?:{words['pays']})[^，]{{0,20}}\d"),
        vague=re.compile(words["vague"]),
        pays=re.compile(words["pays"]),
    )


_WHO = "企业|单位|项目|机构|主体|平台|园区|基地|人员|个人|团队|组织|载体|经营者|协会|商会|农户|品牌|运营方|实施方"
#: each begins with the mark before it, for which the search is quick; a comma is put before the text
_CONDITION = re.compile(
    r"[，。；：:](?:(?P<words>(?:对于?|凡|经|被|获|符合|年度?|当年|在|新|已|具备|满足|同时)?[^，。；：:\n]{4,90}?的)(?=[，,])"
    rf"|(?P<whole>对(?:于)?[^，。；：:\n]{{4,90}}?(?:{_WHO}))(?=[，,]|给予|按|实行|落实|予以|一次性|再))"
)
_MORE_CONDITIONS = re.compile(
    r"[，。；：:](?:(?P<each>(?:对于?|凡|获得?)[^，。；：:\n]{4,90}?的)(?=每[家个户人]|一次性|一次分别)"
    rf"|(?P<sized>[^，。；：:\n]{{0,60}}\d[^，。；：:\n]{{0,30}}?(?:以[上下内]|以上(?:\([^()]{{1,16}}\))?|\))的?(?:[^，。；：:\n的]{{0,10}}(?:{_WHO})))(?=[，,])"
    rf"|(?P<two>对于?[^，。；：:\n]{{2,60}}[，,](?:并|且)[^，。；：:\n]{{2,60}}的(?:[^，。；：:\n的]{{0,10}}(?:{_WHO})))(?=[，,]))"
)


#: only where one of these stands can a condition have a form of ``_MORE_CONDITIONS``
_HINT = re.compile(r"以[上下内](?:\(|的|[企单项机主平])|\)的|，[并且]|,[并且]|的每|的一次")


def _all_conditions(folded: str) -> list[re.Match[str]]:
    """Conditions of all forms in a sentence behind a comma, in order; where two overlap the one that says more."""
    usual = "的，" in folded or "的," in folded or "对" in folded
    found = list(_CONDITION.finditer(folded)) if usual else []
    if not _HINT.search(folded):
        return found
    kept: list[re.Match[str]] = []
    for m in sorted((*found, *_MORE_CONDITIONS.finditer(folded)), key=lambda m: (m.start(), -m.end())):
        if not kept or m.end() > kept[-1].end():
            kept.append(m)
    return kept


#: the segment before 「，且…的」
_JOINED = re.compile(r"(?:^|(?<=[，。；：:]))(?P<first>[^，。；：:\n]{4,60})[，,]$")


def find_conditions_zh(text: str) -> list[Condition]:
    """条件: what an applicant must be or have done, in the words of the notice.

    >>> [c.quote for c in find_conditions_zh("对年度新增进出口额5000万元（含）以上的，给予3万元奖励。")]
    ['对年度新增进出口额5000万元（含）以上的']
    """
    return _conditions(text, fold(text))


def _conditions(text: str, folded: str) -> list[Condition]:
    found: list[Condition] = []
    behind_comma = "，" + folded
    for m in _all_conditions(behind_comma):
        start, end = m.span(m.lastgroup or "whole")
        if (
            joined := _JOINED.search(behind_comma, max(0, start - 64), start)
            if behind_comma.startswith(("且", "并且"), start)
            else None
        ):
            start = joined.start("first")  # 「固定资产投资5000万元以上，且每亩…100万元以上的」
        words = text[start - 1 : end - 1]
        if not _NO_CONDITION.search(words):
            found.append(Condition(span=Span(start - 1, end - 1), quote=words))
    return found


_NO_CONDITION = re.compile(r"(?:的目的|基础上的|方面的|等的)$|^(?:进一步|推动|支持|鼓励)")
