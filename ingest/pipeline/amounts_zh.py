"""数额 in Chinese: money, percentages and counts, how they are bounded, and what they are for.

One regular expression finds every number that carries a unit; what it means is read from the words around it, in this order:
its *comparator* (bounds before 不超过…, behind …以上, in brackets （含）), then its *role* (step, tax, fund, cap,
threshold, target,
benefit, rate, count). Members of a list 「最高10万元、50万元、100万元」 share both and are numbered as tiers.
Conventions are those of
data/gold/README.md; the words are in ``ingest/lexicon/amount_cues_zh.tsv`` and ``measure_words_zh.tsv``.

No pattern backtracks over digits (possessive quantifiers), so the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import pairwise

from ingest.lexicon.table import cues, rows
from ingest.model import Amount, AmountRole, Comparator, Span
from ingest.numerals import SCALES, fold, number

_ARABIC = r"(?:\d{1,3}(?:,\d{3})++(?:\.\d{1,8})?|\d{1,15}+(?:\.\d{1,8})?)"
_CHINESE = "(?:[一二两三四五六七八九十百千零〇壹贰叁肆伍陆柒捌玖拾佰仟]{1,12}+(?:点[一二三四五六七八九零]{1,4}+)?)"
_SCALE = "(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?!米|克|瓦)|百)"
_INCLUDED = r"(?:\((?P<{0}>不?含)(?:本数)?\))?"
_CURRENCY = {
    "人民币": "CNY",
    "RMB": "CNY",
    "CNY": "CNY",
    "¥": "CNY",
    "US$": "USD",
    "USD": "USD",
    "美元": "USD",
    "$": "USD",
}
_CURRENCY |= {
    "HK$": "HKD",
    "HKD": "HKD",
    "港币": "HKD",
    "EUR": "EUR",
    "€": "EUR",
    "欧元": "EUR",
    "£": "GBP",
    "GBP": "GBP",
}


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    unit: str
    factor: Decimal
    chinese: str


@cache
def _words() -> dict[str, _Word]:
    return {
        row["word"]: _Word(row["kind"], row["unit"], Decimal(row["factor"]), row["chinese"])
        for row in rows("measure_words_zh.tsv")
    }


@cache
def _core() -> re.Pattern[str]:
    units = "|".join(re.escape(word) for word in sorted(_words(), key=lambda w: (-len(w), w)))
    currency = "|".join(re.escape(sign) for sign in sorted(_CURRENCY, key=lambda s: -len(s)))
    one = rf"(?:{_ARABIC}|{_CHINESE})"
    return re.compile(
        rf"百分之(?P<pct>{_ARABIC}|{_CHINESE})(?:(?:至|到|-|~|—)+(?:百分之)?(?P<pct2>{_ARABIC}|{_CHINESE}))?"
        rf"|(?P<frac>[千万])分之(?P<permille>{_ARABIC}|{_CHINESE})"
        rf"|(?:(?P<cur>{currency})\s?)?(?<![\d.A-Za-z第一二三四五六七八九十百千零〇两])(?P<a>(?<!\d,){one})\s?(?P<as>{_SCALE}?)(?P<ai>余|多|几)?(?P<as2>[万亿]?)"
        rf"{_INCLUDED.format('ain')}(?P<au>{units})?{_INCLUDED.format('ain2')}"
        rf"(?:\s?(?:-|—|~|至|到){{1,3}}\s?(?P<b>{one})\s?(?P<bs>{_SCALE}?)(?P<bs2>[万亿]?){_INCLUDED.format('bin')}(?P<bu>{units}){_INCLUDED.format('bin2')})?"
        r"|(?P<word>全额|减半|折半|半价)(?=(?:的)?(?:给予|予以|支持|补贴|补助|资助|奖励|返还|扶持|承担|减免|退还|保费|征收|收取|补偿|奖补|报销))"
    )


#: codes, names and dates in which a number is no amount
_TRAP_AFTER = re.compile(
    r"强|号|届|次会议|条例|款|项规定|年|月|日|模式|政策|版|期(?:工程|项目)|时代|行动|类|级|线城市|代(?!理)|\+|路|国(?!家)|-\d|G(?![a-z])|手(?:房|车)"
)
_STEP_BEFORE = re.compile(r"每(?:[年月季](?:度)?)?(?:个|家|户|名|人)?$")


@dataclass(slots=True)
class _Found:
    """A number with its unit, before it is understood. ``low`` and ``high`` mark the ends of a range."""

    start: int
    end: int
    value: Decimal
    unit: str
    kind: str
    included: bool | None
    number_end: int
    part: str = ""
    chinese: bool = False
    approximate: bool = False
    comparator: Comparator = "="
    bound_from: str = ""
    role: AmountRole = "count"
    listed: bool = False
    left: str = ""
    tier: int | None = None
    per: list[str] = field(default_factory=list)


def find_amounts_zh(text: str) -> list[Amount]:
    """All amounts of a text in order; spans are in ``text``, quotes are its characters.

    >>> found = find_amounts_zh("给予不高于展位费50%的资金扶持，最高扶持0.8万元。")
    >>> [(a.quote, str(a.value), a.comparator, a.role) for a in found]
    [('50%', '50', '<=', 'rate'), ('0.8万元', '8000', '<=', 'cap')]
    """
    folded = fold(text)
    found = _numbers(folded)
    sentences = _sentences(folded)
    _bounds(folded, found)
    kept = [one for one in found if _is_amount(folded, one)]
    _roles(folded, kept, sentences)
    _tiers(folded, kept)
    offers = _offers(sentences, kept)
    return [
        Amount(
            span=Span(one.start, one.end),
            quote=text[one.start : one.end],
            value=_plain(one.value),
            unit=one.unit,
            comparator=one.comparator,
            role=one.role,
            basis=_basis(folded, text, one),
            tier=one.tier,
            per=tuple(one.per),
            offer=offers[index],
            rule=f"zh.{one.kind}.{one.bound_from or 'plain'}",
        )
        for index, one in enumerate(kept)
    ]


def _plain(value: Decimal) -> Decimal:
    """8000.0 as 8000, 0.250 as 0.25, never 8E+3."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _numbers(folded: str) -> list[_Found]:
    found: list[_Found] = []
    words = _words()
    for m in _core().finditer(folded):
        if m["pct"] or m["permille"]:
            divisor = {"千": Decimal("0.1"), "万": Decimal("0.01")}.get(m["frac"] or "", Decimal(1))
            for group, part in (("pct", "low"), ("pct2", "high"), ("permille", "")):
                value = number(m[group]) if m[group] else None
                if value is not None:
                    found.append(
                        _Found(
                            m.start() if group != "pct2" else m.start(group),
                            m.end(),
                            value * divisor,
                            "%",
                            "percent",
                            None,
                            m.end(),
                            part if m["pct2"] else "",
                        )
                    )
            continue
        if m["word"]:
            value = Decimal(100) if m["word"] == "全额" else Decimal(50)
            found.append(_Found(m.start(), m.end(), value, "%", "percent", None, m.end()))
            continue
        unit_word = m["au"] or m["bu"]
        currency = _CURRENCY.get(m["cur"] or "")
        if unit_word is None and currency is None:
            continue
        word = words[unit_word] if unit_word else _Word("money", currency or "", Decimal(1), "yes")
        if currency and word.kind != "money":
            continue
        unit = currency if currency and (unit_word in (None, "元", "人民币") or currency == word.unit) else word.unit
        low = number(m["a"])
        if low is None or not _fits(folded, m, word):
            continue
        scale, scale_high = m["as"] + (m["as2"] or ""), (m["bs"] or "") + (m["bs2"] or "")
        if scale not in SCALES or scale_high not in SCALES:
            continue
        kind = word.kind
        chinese = not m["a"][0].isdigit()
        included = {"含": True, "不含": False}.get(m["ain"] or m["ain2"] or "")
        start = m.start("cur") if m["cur"] else m.start("a")
        if m["b"] is None:
            found.append(
                _Found(
                    start,
                    m.end(),
                    low * SCALES[scale] * word.factor,
                    unit,
                    kind,
                    included,
                    m.end("au") if m["au"] else m.end("a"),
                    chinese=chinese,
                    approximate=bool(m["ai"]),
                )
            )
            continue
        high = number(m["b"])
        if high is None:
            continue
        high_word = words[m["bu"]]
        if m["au"] is None:
            scale = scale or (scale_high if low < high else "")
        low_word = words[m["au"]] if m["au"] else high_word
        first = low * SCALES[scale] * low_word.factor
        second = high * SCALES[scale_high] * high_word.factor
        high_in = {"含": True, "不含": False}.get(m["bin"] or m["bin2"] or "")
        found.append(
            _Found(
                start,
                m.end(),
                first,
                low_word.unit if m["au"] else high_word.unit,
                low_word.kind,
                included,
                m.end(),
                "low",
                chinese,
            )
        )
        found.append(
            _Found(m.start("b"), m.end(), second, high_word.unit, high_word.kind, high_in, m.end(), "high", chinese)
        )
    return found


def _fits(folded: str, m: re.Match[str], word: _Word) -> bool:
    """Is this a number with a unit at all, and no name, code or manner of speaking?"""
    before = folded[max(0, m.start() - 8) : m.start()]
    after = folded[m.end() : m.end() + 8]
    printed = m["a"]
    if word.kind == "time":
        return bool(
            re.search(r"(?:缩短|节省|节约|减少|压减|提速|压缩)(?:了|约|近)?$", before)
        ) and not after.startswith(("内", "以内", "之内"))
    trapped = word.kind == "count" and _TRAP_AFTER.match(after) and not re.match(r"年度|日常|国家|项目|路线", after)
    counted = word.unit in ("家", "个", "人", "台", "辆", "项") and re.match(r"国家|类|级|项目", after)
    if (re.search(r"第$|〔|\[$", before) or trapped) and not counted:
        return False
    if not printed[0].isdigit():
        if word.kind == "money":
            return (
                len(printed) > 1
                or bool(m["as"])
                or bool(m["as2"])
                or (printed in "一二两三四五六七八九十" and word.unit != "CNY")
            )
        if word.unit == "%":
            return (
                len(printed) == 1
                and not re.match(r"[为立功果员套品绩年交就长分熟本都效型]", after)
                and not before.endswith(("完", "变", "构", "形", "组", "生"))
            )
        if word.chinese == "no":
            return False
        if printed in ("一", "几", "百", "千", "十", "零", "〇"):
            return _one_counts(before, after, word, printed)
        if len(printed) == 1 and word.chinese == "bound":
            return bool(
                re.search(
                    rf"(?:{cues('amount_cues_zh.tsv')['at_most']}|{cues('amount_cues_zh.tsv')['at_least']}|每[^，。；]{{0,6}})[^，。；]{{0,4}}$",
                    before,
                )
            ) or bool(re.match(r"(?:\(含\))?(?:及)?以[上下内]", after))
        if (
            len(printed) == 2
            and printed[0] != "十"
            and printed[1] != "十"
            and "百" not in printed
            and "千" not in printed
        ):
            return False  # 三四家: about, no number
    return True


def _one_counts(before: str, after: str, word: _Word, printed: str) -> bool:
    """「一次」「一家」: a quantity only where it is bounded, stepped, or what is brought in."""
    if printed != "一":
        return bool(re.match(r"(?:\(含\))?(?:及)?以[上下内]", after)) and printed == "十"
    if re.match(r"[一二三]|性|站|策|体|揽子|对一|系列|级|流|般|致|起|步", after) or before.endswith(
        ("第", "同", "统", "单", "唯", "逐", "任")
    ):
        return False
    bounded = (
        re.search(r"(?:只|仅|限|最多|至多|不超过|至少|不少于|不得超过)[^，。；\d]{0,8}$", before) is not None
        or re.match(r"(?:及)?以[上下内]", after) is not None
    )
    if word.unit in ("次", "个", "项", "人", "件"):
        return bounded or (re.search(r"每[^，。；\d]{0,6}$", before) is not None and word.unit not in ("次",))
    return (
        bounded
        or re.search(r"(?:引进|新增|培育|建设|建成|设立|落户|成立|组建|打造|每[^，。；\d]{0,6})$", before) is not None
    )


# ---------------------------------------------------------------------------------------------------------------------
# bounds


@cache
def _bound_before() -> re.Pattern[str]:
    words = cues("amount_cues_zh.tsv")
    return re.compile(
        rf"(?P<at_most>{words['at_most']})|(?P<at_least>{words['at_least']})|(?P<below>{words['below']})|(?P<above>(?<!通)(?:{words['above']})(?!程|境|关|去))"
    )


_BOUND_AFTER = re.compile(
    r"(?:\((?P<in1>不?含)(?:本数)?\))?(?:人民币)?(?P<word>及?以上|及?以下|以内|之内|及?以内|起(?!步价|来|点|草|草|施|诉))(?:\((?P<in2>不?含)(?:本数)?[^()]{0,8}\))?"
)
_LIST_GAP = re.compile(r"^(?:[、，]|和|或|或者|及|以及|或\(|\(或|/)?(?:每[家个名户人])?(?:最高)?(?:分别)?$")
#: words that bound a number only from near by: how many characters may stand between
_REACH = {
    "限": 4,
    "过": 1,
    "超": 4,
    "最大": 4,
    "控制在": 4,
    "只": 8,
    "仅": 8,
    "仅限": 8,
    "只能": 8,
    "只可": 8,
    "仅可": 8,
}


def _bounds(folded: str, found: list[_Found]) -> None:
    for index, one in enumerate(found):
        previous = found[index - 1] if index else None
        begin = previous.end if previous and previous.end <= one.start else 0
        stop = max(folded.rfind(c, begin, one.start) for c in "，。；:\n") + 1
        one.left = folded[max(begin, stop) : one.start]
        if one.part == "low":
            one.comparator, one.bound_from = (">" if one.included is False else ">="), "range"
            continue
        if one.part == "high":
            one.comparator, one.bound_from = ("<" if one.included is False else "<="), "range"
            continue
        after = _BOUND_AFTER.match(folded, one.end)
        if after and not (after["word"] == "起" and one.kind == "count"):
            inside = after["in2"] or after["in1"]
            included = one.included if inside is None else inside == "含"
            upward = "上" in after["word"] or after["word"] == "起"
            one.comparator = (">" if included is False else ">=") if upward else ("<" if included is False else "<=")
            one.bound_from = "after"
            one.end = after.end()
            continue
        if (
            previous
            and previous.kind == one.kind
            and previous.unit == one.unit
            and previous.part == ""
            and previous.end <= one.start
            and _LIST_GAP.match(folded[previous.end : one.start])
            and previous.bound_from in ("before", "list", "")
        ):
            one.comparator, one.bound_from, one.listed = (
                previous.comparator,
                "list" if previous.bound_from else "",
                True,
            )
            continue
        cue = None
        for cue in _bound_before().finditer(one.left):  # noqa: B007 - the last one before the number counts
            pass
        if cue is not None and cue[0] in ("只", "仅") and one.kind != "count":
            cue = None
        if cue is None or len(one.left) - cue.end() > _REACH.get(cue[0], 60):
            if (
                previous
                and previous.bound_from == "before"
                and re.fullmatch(r"[^，。；\d]{0,8}\(?(?:或|或者)\)?", folded[previous.end : one.start])
            ):
                one.comparator, one.bound_from, one.listed = previous.comparator, "list", True
            continue
        if "的" in one.left[cue.end() :] and cue.lastgroup in ("above", "below"):
            continue
        negated = re.search(r"(?:不|未|没有|不得|不能)$", one.left[: cue.start()])
        match cue.lastgroup:
            case "at_most":
                one.comparator = "<" if one.included is False else "<="
            case "at_least":
                one.comparator = ">" if one.included is False else ">="
            case "above":
                one.comparator = "<=" if negated else ">=" if one.included else ">"
            case "below":
                one.comparator = ">=" if negated else "<=" if one.included else "<"
        one.bound_from = "before"


def _is_amount(folded: str, one: _Found) -> bool:
    if one.unit in ("小时", "分钟", "天", "工作日"):
        return True
    if one.kind == "count" and one.unit in ("期", "次", "部", "本", "班") and re.search(r"第$", one.left):
        return False
    return not (one.kind == "count" and one.chinese and one.comparator == "=" and one.unit == "个")


# ---------------------------------------------------------------------------------------------------------------------
# roles


def _sentences(folded: str) -> list[tuple[int, int]]:
    """Stretches between 。；！ and paragraph ends, where the words about an amount are looked for."""
    cuts = [m.end() for m in re.finditer(r"[。；！;\n]+", folded)]
    bounds = [0, *cuts, len(folded)]
    return [(a, b) for a, b in pairwise(bounds) if b > a]


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(cues("amount_cues_zh.tsv")[name])


@cache
def _step() -> re.Pattern[str]:
    verbs = cues("amount_cues_zh.tsv")["step_verb"]
    return re.compile(rf"每(?:年|月|季度)?(?:个|家|户|名)?(?:{verbs})[^，。；\d]{{0,14}}$|每$|每(?:满|达到)$")


_STRIVE = re.compile(r"力争|争取|确保|努力|目标|预计|力求|到20\d\d年|到二〇|全年(?:完成|实现)|年均增长|同比增长")
_BRINGS = re.compile(
    r"(?:新增|引进|培育|建成|建设|落地|落户|招引|打造|开行|开通|完成|实现|培养|举办|组织|交付|搭建|形成|集聚|聚集|突破|达到|发展|孵化|吸引|认定|征收到位|支持|服务|推广|覆盖)[^，。；]{0,20}$"
)
_CONDITION_AFTER = re.compile(r"^(?:[^，。；]{0,20}(?:的|且|并|、)(?:[^，。；]{0,30})?(?:[，,]|给予|按|$)|的)")
_PAYS = re.compile(
    r"给予|予以|奖励|补助|补贴|扶持|资助|奖补|贴息|兑现|拨付|发放|返还|享受|一次性|配套支持|资金支持|减免|减按|征收|返税|免除"
)


def _roles(folded: str, found: list[_Found], sentences: Sequence[tuple[int, int]]) -> None:
    at = 0
    for index, one in enumerate(found):
        while at + 1 < len(sentences) and sentences[at][1] <= one.start:
            at += 1
        begin, end = sentences[at]
        before, after = folded[begin : one.start], folded[one.end : end]
        previous = found[index - 1] if index else None
        if previous is not None and (one.listed or (one.part == "high" and previous.part == "low")):
            one.role, one.per = previous.role, previous.per
            continue
        one.per = _per(folded, begin, one)
        one.role = _role(one, before, after, folded)


def _role(one: _Found, before: str, after: str, folded: str) -> AmountRole:
    left, sentence = one.left, before + after
    strives = _STRIVE.search(before) is not None
    pays_left = _PAYS.search(left) is not None
    pays = _PAYS.search(sentence) is not None
    right = re.split("[，。；]", after, maxsplit=1)[0]
    if one.comparator == "=" and one.part == "" and _step().search(left):
        return "step"
    if one.kind == "percent":
        return _percent_role(one, left, right, before, after, strives=strives, pays=pays)
    if one.kind == "count" or one.kind == "time":
        return _count_role(one, left, right, before, strives=strives, pays=pays)
    # money
    if re.search(r"(?:税率|税额|应纳税|计税|关税)[^，。；]{0,8}$", left):
        return "tax"
    if _is_fund(left, right, before, pays_left=pays_left):
        return "fund"
    sized = (
        re.search(rf"(?:{cues('amount_cues_zh.tsv')['size_noun']})[^，。；]{{0,6}}$", left[: _bound_at(left)])
        is not None
    )
    if one.comparator in ("<=", "<") and one.bound_from != "range":
        paid = pays_left or re.search(r"最高|封顶|金额|上限|标准|补|奖|助|额度|资金|限额", left) is not None
        if sized and not paid and re.match(r"(?:\(.{1,6}\))?的", right):
            return "threshold"
        return "threshold" if one.bound_from == "after" and not paid and right.startswith(("的", "、", "且")) else "cap"
    if re.search(r"(?:上限|封顶|限额(?!以上))[^，。；]{0,8}$", left):
        return "cap"
    if strives and not pays_left:
        return "target"
    if one.comparator in (">=", ">"):
        if one.bound_from == "range" and pays_left:
            return "benefit"
        if one.bound_from == "before" and not pays and not right.startswith("的"):
            return "target"
        return "threshold"
    if one.bound_from == "range":
        return "benefit" if pays_left else "threshold"
    if pays_left or re.match(
        r"(?:的|/[^，。；]{1,6})?(?:一次性)?(?:[^，。；\d]{0,10})?(?:奖励|补助|补贴|扶持|资助|支持|奖补|奖金|贴息|经费补助|配套)",
        right,
    ):
        return "benefit"
    if re.search(r"(?:达到?|满|为|完成|实现|增至|增加到)[^，。；]{0,4}$", left) and (sized or re.search(r"达", left)):
        return "threshold" if _PAYS.search(after) else "target"
    if re.search(r"(?:按照?|每[人家户个吨件箱柜票单台辆吨年月])[^，。；]{0,12}$", left) and pays:
        return "benefit"
    if re.search(r"[额量]$|(?:业务量|进出口|总额|规模|收入)[^，。；\d]{0,4}$", left):
        return "threshold" if pays and right.startswith("的") else "target"
    return "benefit" if pays and not right.startswith("的") else "count"


def _bound_at(left: str) -> int:
    """Where the last bound cue of a stretch begins (its end if there is none): what is measured stands before it."""
    cue = None
    for cue in _bound_before().finditer(left):  # noqa: B007
        pass
    reach = re.search(r"(?:达到?|满|为)[^，。；]{0,2}$", left)
    return cue.start() if cue else reach.start() if reach else len(left)


def _is_fund(left: str, right: str, before: str, *, pays_left: bool) -> bool:
    noun, verb = cues("amount_cues_zh.tsv")["fund_noun"], cues("amount_cues_zh.tsv")["fund_verb"]
    if (
        re.search(rf"(?:{verb})[^，。；]{{0,16}}$", left)
        and (
            re.match(rf"(?:的)?[^，。；]{{0,8}}(?:{noun})", right) or re.search(rf"(?:{noun})[^，。；]{{0,10}}$", left)
        )
        and not re.search("给予|奖励", left)
    ):
        return True
    if re.search(rf"(?:设立|成立|安排)[^，。；]{{0,20}}(?:{noun})[^，。；]{{0,8}}$", left):
        return True
    adjacent = re.search(
        r"(?:专项资金|专项经费|资金盘子|总盘子|资金池|基金|预算|资金规模|资金总[额量]|盘子)(?:\([^()]{1,10}\))?[^，。；给奖补]{0,8}$",
        left,
    )
    return bool(adjacent) and not pays_left


def _percent_role(
    one: _Found, left: str, right: str, before: str, after: str, *, strives: bool, pays: bool
) -> AmountRole:
    if (
        re.search(cues("amount_cues_zh.tsv")["tax"], left)
        or re.match(r"(?:的)?(?:[^，。；]{0,6})(?:税率|所得率|征收率|税)", right)
        or re.search(r"减按[^，。；]{0,6}$", left)
    ):
        return "tax"
    base = (
        re.search(
            r"(?:按照?|给予|予以|补贴|补助|资助|奖励|扶持|支持|贴息|返还|承担|享受|额度|标准|比例)[^，。；]{0,40}$|的$|费用?$|金额$|额$|总额$|投入$",
            left,
        )
        is not None
    )
    paid_right = (
        re.match(
            r"(?:\([^()]*\))?(?:的)?(?:比例|标准|额度)?(?:[^，。；]{0,16})?(?:给予|予以|补贴|补助|资助|奖励|扶持|支持|贴息|返还|奖补|减免|计算|拨付|兑现|报销|缴纳|执行|收取|征收)",
            right,
        )
        is not None
    )
    share = (
        re.search(r"(?:比例|占比|比重|率|度|份额|股权|持股|占[^，。；]{0,14})[^，。；]{0,6}$", left[: _bound_at(left)])
        is not None
    )
    growth = re.search(r"增[长幅速加]|提[高升]|下降|降低|增长", left) is not None
    if one.unit != "%":
        return "target" if strives or (growth and not pays) else "rate" if pays else "count"
    if (
        share
        and not re.search(r"按照?[^，。；]{0,20}比例", left)
        and not re.search("补贴比例|补助比例|支持比例|奖励比例", left)
    ):
        if (
            one.comparator in (">=", ">", "<", "<=")
            and not strives
            and (right.startswith(("的", "且", "、", "及")) or pays or one.bound_from == "after")
        ):
            return "threshold"
        if strives or one.comparator in (">=", ">"):
            return "target"
    if growth and not paid_right:
        return "threshold" if right[:1] == "的" and pays else "target" if strives or not pays else "threshold"
    if strives and not (base and pays):
        return "target"
    if one.comparator in (">=", ">") and one.bound_from == "after" and not paid_right:
        return "threshold" if pays or right.startswith(("的", "且", "、", "及")) else "target"
    if one.comparator in (">=", ">") and not paid_right and not pays:
        return "target"
    if one.comparator in (">=", ">") and right.startswith(("的", "且")) and not re.search(r"按照?|给予", left):
        return "threshold"
    return "rate" if base or paid_right or pays else "count"


def _count_role(one: _Found, left: str, right: str, before: str, *, strives: bool, pays: bool) -> AmountRole:
    if one.kind == "time":
        return "count"
    brings = _BRINGS.search(left[: _bound_at(left)] if one.bound_from == "before" else left) is not None
    if one.comparator in ("<=", "<") and one.bound_from in ("before", "list"):
        return "threshold" if one.comparator == "<" and right.startswith("的") else "cap"
    if one.bound_from == "after" and one.comparator in ("<=", "<"):
        return "threshold" if right.startswith(("的", "、")) or one.unit in ("周岁", "岁") else "cap"
    if strives:
        return "target"
    if one.comparator in (">=", ">"):
        if one.unit in ("周岁", "岁", "分"):
            return "threshold"
        if one.bound_from in ("after", "range"):
            return "target" if brings and not pays and right[:1] != "的" else "threshold"
        return "threshold" if pays or right.startswith(("的", "且")) else "target"
    if re.search(r"(?:达到?|满|累计)[^，。；]{0,4}$", left) and pays:
        return "threshold"
    return "target" if brings and re.search(r"20\d\d年|年底|年内|到20", left) else "count"


_PER = re.compile(
    r"(?:每|单(?=[个家户名位件次笔])|同一|各)(?:个|家|户|名|位|项|次|场|人|年度?|月|季度?|吨|平方米|公里|票|单|件|箱|柜|列|班|台|辆|篇|套|亩|TEU|标箱)?"
    r"(?P<who>(?:企事业单位|企业|单位|项目|展会|展位|标准展位|园区|基地|主体|机构|平台|人|年度?|月|季度?|户|家|吨|次|场|班列|航线|品牌|产品|商标|专利|团队|人员|服务机构|活动|商务活动|批次|申报主体|组织|协会|仓库|仓|个人)?)"
)


def _per(folded: str, begin: int, one: _Found) -> list[str]:
    """The scope an amount counts for, as printed: 「单个企业」 「每家企业每年」 「0.25元/个」."""
    stretch = folded[max(begin, one.start - 40) : one.start]
    cut = max(stretch.rfind(c) for c in "。；，")
    near = [m[0] for m in _PER.finditer(stretch[cut + 1 :]) if len(m[0]) >= 2 and not m[0].endswith("各")]
    slash = re.match(
        r"/(个|件|吨|人|年|月|天|家|户|次|票|单|箱|柜|列|班|台|辆|套|亩|平方米|㎡|公里|展位|标箱|TEU|航次|架次|人次|场|项|千克|公斤|立方米|千瓦时|度)",
        folded[one.end : one.end + 6],
    )
    per = [f"每{slash[1]}"] if slash else []
    return per + [p for p in near if p not in ("各", "每")]


def _tiers(folded: str, found: list[_Found]) -> None:
    """Number the members of a list of amounts that share role and unit: 10万元、50万元、100万元."""
    run: list[_Found] = []
    for one in [*found, None]:
        if one is not None and one.listed and run:
            run.append(one)
            continue
        if len(run) > 1:
            for number_, member in enumerate(run, 1):
                member.tier = number_
        run = [one] if one is not None else []


def _offers(sentences: Sequence[tuple[int, int]], found: Sequence[_Found]) -> list[int | None]:
    """Amounts that belong to one offer: those of one sentence in which something is paid."""
    offers: list[int | None] = []
    at, current, named = 0, 0, -1
    paying = {
        i
        for i, s in enumerate(sentences)
        if any(s[0] <= f.start < s[1] and f.role in ("benefit", "rate", "cap") for f in found)
    }
    for one in found:
        while at + 1 < len(sentences) and sentences[at][1] <= one.start:
            at += 1
        if at not in paying:
            offers.append(None)
            continue
        if at != named:
            current += 1
            named = at
        offers.append(current)
    return offers


_BASIS_CUT = re.compile(r"^(?:对于?|按照?|给予|予以|其中|凡|且|并|再|除|在|以|将|把|为|至)+")


def _basis(folded: str, text: str, one: _Found) -> str | None:
    """What the number is measured on or paid for, in the words before it."""
    left = text[one.start - len(one.left) : one.start] if one.left else ""
    if one.role == "rate":
        cue = None
        for cue in _bound_before().finditer(one.left):  # noqa: B007
            pass
        if cue is not None:
            left = left[cue.end() :]
        else:
            by = re.search(r"(?:按照?|给予|补助|补贴)(?!.*(?:按照?|给予))", one.left)
            left = left[by.end() :] if by else left
        left = left.removesuffix("的")
    elif one.role in ("threshold", "target", "cap"):
        left = left[: _bound_at(one.left)]
    elif one.role == "benefit":
        return one.per[0] if one.per else None
    cleaned = _BASIS_CUT.sub("", left.strip("()（）“” 、"))
    return cleaned or None
