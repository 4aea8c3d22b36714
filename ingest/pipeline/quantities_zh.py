"""Numbers with a unit in Chinese text: money, percentages, counts, savings of time; what they mean is not asked here.

One regular expression finds every candidate; what is a name, a code, a date or a manner of speaking is left out (第29次, 500强,
〔2023〕31号, 一带一路). A number that shares the unit of another one takes it: 「10、20、30万元」, 「500万（或进口1500万）美元」. Words are in
``ingest/lexicon/measure_words_zh.tsv`` and ``currency_marks_zh.tsv``.

No pattern backtracks over digits (possessive quantifiers), so the time is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from ingest.lexicon.table import cues, one_of, rows
from ingest.model import AmountRole, Comparator
from ingest.numerals import SCALES, number

_S = r"[ \n]{0,2}"
_ARABIC = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})++(?:\.\d{{1,8}}+)?|\d{{1,3}}(?: \d{{3}})++(?!\d)(?:\.\d{{1,8}}+)?"
    rf"|\d{{1,15}}+(?:{_S}\.{_S}\d{{1,8}}+)?(?!\d))"
)
_CHINESE = (
    "(?:[一二两三四五六七八九十百千万亿零〇壹贰叁肆伍陆柒捌玖拾佰仟]{1,20}+(?:点[一二三四五六七八九零〇]{1,6}+)?)"
)
_NUMERALS = "一二两三四五六七八九十百千万亿零〇壹贰叁肆伍陆柒捌玖拾佰仟"
_NUMBER = rf"(?:{_ARABIC}|{_CHINESE})"
_SCALE = "(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?!米|克|瓦|伏)|百(?!分))"
_TO = rf"{_S}(?:-|—|~|至|到){{1,3}}{_S}"
_DIGIT = "[一二两三四五六七八九1-9]"


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    unit: str
    factor: Decimal
    chinese: str


@dataclass(slots=True)
class Quantity:
    """A number with its unit. ``part`` marks the ends of a range (low, high); ``included`` is what （含） or （不含） said.

    ``start`` and ``end`` enclose what is quoted; ``unit_end`` is where its unit ends if that stands apart. The fields from ``comparator`` on are filled in by ``bounds_zh``, ``roles_zh``
    and ``offers_zh``; ``left`` is the comma segment before the number with its brackets taken out, ``right`` the one behind it.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    kind: str
    included: bool | None = None
    part: str = ""
    chinese: bool = False
    comparator: Comparator = "="
    bound_from: str = ""
    listed: bool = False
    unit_end: int = -1
    scale: str = ""
    left: str = ""
    right: str = ""
    left_at: int = 0
    role: AmountRole = "count"
    basis: str | None = None
    tier: int | None = None
    per: list[str] = field(default_factory=list)
    offer: int | None = None


@cache
def _words() -> dict[str, _Word]:
    words = {
        row["word"]: _Word(row["kind"], row["unit"], Decimal(row["factor"]), row["chinese"])
        for row in rows("measure_words_zh.tsv")
    }
    # 「3万元欧元」: the currency behind 元 is what is meant
    words |= {
        f"元{name}": word
        for name, word in list(words.items())
        if word.kind == "money" and word.factor == 1 and not name.startswith(("元", "圆", "块"))
    }
    return words


@cache
def _marks() -> dict[str, str]:
    return {row["mark"]: row["code"] for row in rows("currency_marks_zh.tsv")}


@cache
def _seeds() -> re.Pattern[str]:
    """Where a quantity may begin: what follows is tried only there, so that most of the text is passed over quickly."""
    firsts = "".join(sorted({word[0] for word in _words()} | set("成折余多几点个万亿(-—~至到 \n0123456789元圆块")))
    return re.compile(
        rf"[百千万]分之|(?<![\d.第A-Za-z几数{_NUMERALS}])(?<!\d,)(?:\d|[{_NUMERALS}]++(?=[{re.escape(firsts)}]))"
        r"|打[对半]折|(?:全额|减半|折半|半价|对折)(?=的?[给予支补资奖返扶承减退保征收报缴优])|半(?=个?百分点|成|倍)"
    )


_WORD = re.compile(
    r"(?P<word>打[对半]折)|(?P<word2>全额|减半|折半|半价|对折)(?=(?:的)?(?:给予|予以|支持|补贴|补助|资助|奖励|返还|扶持|承担|减免|退还|保费|征收|收取|补偿|奖补|报销|缴纳|优惠))"
)
_PERCENTAGE = re.compile(
    rf"(?:百分之(?P<pct>负?{_NUMBER})(?:{_TO}(?:百分之)?(?P<pct2>{_NUMBER}))?|(?P<frac>[千万])分之(?P<permille>{_NUMBER}))"
)
#: 八成半, 九五折, 三元五角
_SHORT = re.compile(
    rf"(?P<tenths>{_DIGIT}|1?\d(?:\.\d)?){_S}成(?P<tenths5>半|{_DIGIT}(?!成))?(?![为立功果员套品绩年交就长分熟本都效型])"
    rf"|(?P<off>\d{{1,2}}(?:\.\d{{1,2}})?|[一二三四五六七八九]{{1,2}}){_S}折(?![叠算旧射扣合页线])"
    rf"|(?P<yuan>{_NUMBER}){_S}[元圆块](?P<jiao>{_DIGIT}|零)[角毛](?:(?P<fen>{_DIGIT})分)?"
)


@cache
def _general() -> re.Pattern[str]:
    units = one_of(_words())

    def included(name: str) -> str:
        return rf"(?:\((?P<{name}>不?含)(?:本数|{_NUMBER}{_S}{_SCALE}?{units}?)?\))?"

    return re.compile(
        rf"(?:(?P<a>{_NUMBER}){_S}(?P<as>{_SCALE}?)(?:{_S}(?P<a2>{_NUMBER})(?P<as3>{_SCALE}))?{_S}(?P<ai>余|多|几)?(?P<as2>[万亿]?)"
        rf"|(?P<half>半)(?=个?百分点|成|倍)){_S}{included('ain')}(?P<au>{units})?{included('ain2')}"
        rf"(?:{_TO}(?P<b>{_NUMBER}){_S}(?P<bs>{_SCALE}?)(?P<bs2>[万亿]?){_S}{included('bin')}(?P<bu>{units})?{included('bin2')})?"
    )


@cache
def _mark_before() -> re.Pattern[str]:
    return re.compile(rf"(?P<cur>{one_of(_marks())}){_S}$")


def find_quantities(folded: str) -> list[Quantity]:
    """All quantities of a folded text, in order, with values in base units."""
    found: list[Quantity] = []
    bare: list[Quantity] = []
    position = 0
    for seed in _seeds().finditer(folded):
        start = seed.start()
        if start < position:
            continue
        first = folded[start]
        m = (
            _WORD.match(folded, start)
            if first in "全减折对打" or seed[0] == "半价"
            else _PERCENTAGE.match(folded, start)
        )
        if m is None:
            m = _SHORT.match(folded, start) or _general().match(folded, start)
        if m is None:
            continue
        position = m.end()
        _take(folded, m, found, bare)
    _share_units(folded, found, bare)
    stated = (one for one in found if one.unit and not _repeats(folded, one))
    return sorted(stated, key=lambda one: one.start)


def _take(folded: str, m: re.Match[str], found: list[Quantity], bare: list[Quantity]) -> None:
    if m.re is _WORD:
        value: Decimal | None = Decimal(100) if m["word2"] == "全额" else Decimal(50)
    elif m.re is _PERCENTAGE:
        found += _percentage(m)
        return
    elif m.re is _general():
        _add(folded, m, found, bare)
        return
    elif m["tenths"]:
        named = folded[max(0, m.start() - 1) : m.start()].endswith(("完", "变", "构", "形", "组", "生", "合"))
        value = None if named else _tenths(m["tenths"], m["tenths5"])
    elif m["off"]:
        value = _off(m["off"])
    else:
        whole, jiao = number(m["yuan"]), number(m["jiao"])
        if whole is not None and jiao is not None:
            cents = (number(m["fen"]) or Decimal(0)) if m["fen"] else Decimal(0)
            found.append(Quantity(m.start(), m.end(), whole + jiao / 10 + cents / 100, "CNY", "money"))
        return
    if value is not None:
        found.append(Quantity(m.start(), m.end(), value, "%", "percent"))


def _repeats(folded: str, one: Quantity) -> bool:
    """「2000万美元以上（含2000万美元）」: what the bracket repeats is no quantity of its own."""
    opened = folded[max(0, one.start - 4) : one.start].endswith(("(含", "(不含", "(包含", "(包括"))
    return opened and folded[one.end : one.end + 1] == ")"


def _percentage(m: re.Match[str]) -> list[Quantity]:
    factor = {"千": Decimal("0.1"), "万": Decimal("0.01")}.get(m["frac"] or "", Decimal(1))
    found: list[Quantity] = []
    for group, part in (("pct", "low"), ("pct2", "high"), ("permille", "")):
        printed = m[group]
        value = number(printed.removeprefix("负")) if printed else None
        if value is None:
            continue
        value = -value if printed.startswith("负") else value
        start = m.start(group) if group == "pct2" else m.start()
        found.append(Quantity(start, m.end(), value * factor, "%", "percent", part=part if m["pct2"] else ""))
    return found


def _tenths(printed: str, more: str | None) -> Decimal | None:
    """三成 → 30, 八成半 → 85, 五成五 → 55."""
    value = number(printed)
    if value is None or value > 10:
        return None
    extra = Decimal(5) if more == "半" else (number(more) or Decimal(0)) if more else Decimal(0)
    return value * 10 + extra


def _off(printed: str) -> Decimal | None:
    """八折 → 80, 九五折 → 95, 7.5折 → 75: what is left to pay."""
    if printed[0].isdigit():
        value = Decimal(printed)
        return value * 10 if value <= 10 else value
    digits = [digit for digit in map(number, printed) if digit is not None]
    if len(digits) < len(printed):
        return None
    return digits[0] * 10 + (digits[1] if len(digits) == 2 else Decimal(0))


def _scaled(value: Decimal, scale: str) -> Decimal:
    return value.scaleb(len(str(SCALES[scale])) - 1)


_ENGLISH_SCALE = re.compile(r"\s?(thousand|million|billion|trillion|mn|bn|k|m)(?![A-Za-z])", re.IGNORECASE)
_ENGLISH_SCALES = {"thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "trillion": 12}


def _flag(*marks: str | None) -> bool | None:
    return {"含": True, "不含": False}.get(next((mark for mark in marks if mark), ""))


def _add(folded: str, m: re.Match[str], found: list[Quantity], bare: list[Quantity]) -> None:
    """Take up one match of the general form: a number, perhaps a second one it runs to, with their units."""
    words = _words()
    low = Decimal("0.5") if m["half"] else number(m["a"])
    scale, scale_high = (m["as"] or "") + (m["as2"] or ""), (m["bs"] or "") + (m["bs2"] or "")
    if low is None or scale not in SCALES or scale_high not in SCALES:
        return
    if m["a2"]:  # 1亿2000万
        more = number(m["a2"])
        if not m["as"] or more is None or SCALES[m["as3"]] >= SCALES[m["as"]]:
            return
        low, scale = _scaled(low, m["as"]) + _scaled(more, m["as3"]), m["as2"] or ""
    start = m.start()
    marked = _mark_before().search(folded, max(0, start - 8), start)
    currency = _marks()[marked["cur"]] if marked else None
    start = marked.start() if marked else start
    chinese = bool(m["half"]) or not m["a"][0].isdigit()
    high = number(m["b"]) if m["b"] else None
    au, bu = m["au"], m["bu"]
    if high is not None and bu is None and au is not None and words[au].kind == "count":
        high = None  # 「2家-3」 is no range
    if high is None:
        end = m.start("b") if m["b"] else m.end()
        end = max(m.end(g) for g in ("a", "half", "as", "as2", "as3", "au", "ain", "ain2") if m[g]) if m["b"] else end
        if m["ain"] or m["ain2"]:
            end = max(end, folded.index(")", max(m.end("ain"), m.end("ain2"))) + 1) if m["b"] else end
        word = words[au] if au else _Word("money", currency, Decimal(1), "yes") if currency else None
        one = Quantity(start, end, _scaled(low, scale), "", "money", _flag(m["ain"], m["ain2"]), chinese=chinese)
        if word is None:
            if not chinese or m["as"] or m["as2"]:
                bare.append(one)
            return
        if (currency and word.kind != "money") or not _fits(folded, m, word, start, end):
            return
        one.kind = word.kind
        one.unit = currency if currency and (au is None or word.unit == "CNY") else word.unit
        one.value *= word.factor
        if (
            currency and au is None and (english := _ENGLISH_SCALE.match(folded, end))
        ):  # 「US$1.2 million」 in Chinese text
            one.value, one.end = one.value.scaleb(_ENGLISH_SCALES[english[1].lower()]), english.end()
        found.append(one)
        return
    high_word = (
        words[bu] if bu else words[au] if au else _Word("money", currency, Decimal(1), "yes") if currency else None
    )
    low_word = words[au] if au else high_word
    if au is None and low < high and not scale:
        scale = scale_high
    flags = _flag(m["ain"], m["ain2"]), _flag(m["bin"], m["bin2"])
    first = Quantity(start, m.end(), _scaled(low, scale), "", "money", flags[0], "low", chinese)
    second = Quantity(m.start("b"), m.end(), _scaled(high, scale_high), "", "money", flags[1], "high", chinese)
    if high_word is None or low_word is None:
        if scale or scale_high:
            bare += (first, second)
        return
    if not _fits(folded, m, high_word, start, m.end()):
        return
    for one, word in ((first, low_word), (second, high_word)):
        one.kind, one.value = word.kind, one.value * word.factor
        one.unit = currency if currency and word.unit == "CNY" else word.unit
    found += (first, second)


# ---------------------------------------------------------------------------------------------------------------------
# units that several numbers share

_CHAIN = re.compile(r"[ ]*(?:[、/]|和|及|或|或者|以及|\(或[^()\d]{0,8}|[，]?(?:最高|分别)?)[ ]*(?:每[家个名户人])?$")
_BEHIND = re.compile(r"[^()]{0,20}\)")
_ORDINAL = re.compile(r"第[\d、,至到\- ]*$")
_MONEY_BEFORE = re.compile(
    r"(?:额|收入|产值|投资|资金|资本|营收|销售|贷款|税收?|奖|补|资助|给予|予以|支持|扶持|不超过|最高|高于|低于|奖励|投入|利润)[^，。；\d]{0,8}$"
)
_MONEY_BEHIND = re.compile(r"[ ]*(?:及?以[上下内]|[，。；、)\n的]|$|左右|奖|补|给予|不等|封顶)")


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(one_of(_words()))


def _share_units(folded: str, found: list[Quantity], bare: list[Quantity]) -> None:
    """Give each number without a unit that of the one it stands with, or yuan where only money can be meant; drop the rest."""
    if not bare:
        return
    everything = sorted((*found, *bare), key=lambda one: one.start)
    place = {id(one): i for i, one in enumerate(everything)}
    for one in reversed(bare):
        index = place[id(one)]
        following = everything[index + 1] if index + 1 < len(everything) else None
        if one.part == "low" and following is not None and following.part == "high":
            one.unit, one.kind = following.unit, following.kind
            found.append(one)
            continue
        if following is not None and following.unit and following.start >= one.end:
            gap = folded[one.end : following.start]
            if _CHAIN.fullmatch(gap) and gap.strip():
                if not _ORDINAL.search(folded[max(0, one.start - 40) : one.start]):
                    one.unit, one.kind = following.unit, following.kind
                    one.unit_end = following.unit_end if "(" in gap else -1
                    if folded[one.start : one.end].rstrip(" ")[-1:] not in "万亿千百十":
                        scale = re.search(_SCALE, folded[following.start : following.end])
                        one.scale = following.scale or (scale[0] if scale else "")
                        one.value = _scaled(one.value, one.scale)
                found.append(one)
                continue
        scaled = re.search("[万亿]", folded[one.start : one.end]) is not None
        if not scaled:
            continue
        behind = _unit().match(folded, one.end + 1) if folded[one.end : one.end + 1] == ")" else None
        if behind is None and folded[one.end : one.end + 1] == "(":
            closed = _BEHIND.match(folded, one.end + 1)
            behind = _unit().match(folded, closed.end()) if closed else None
        if behind is not None and _words()[behind[0]].kind == "money":
            one.unit, one.kind, one.unit_end = _words()[behind[0]].unit, "money", behind.end()
            found.append(one)
            continue
        before = folded[max(0, one.start - 16) : one.start]
        if _MONEY_BEHIND.match(folded, one.end) and (_MONEY_BEFORE.search(before) or one.part == "high"):
            one.unit, one.kind = "CNY", "money"
            found.append(one)


# ---------------------------------------------------------------------------------------------------------------------
# names, codes and manners of speaking

#: behind a count: it is a name or a code after all
_TRAP_AFTER = re.compile(
    r"强|号|届|次会议|条例|款|项规定|年|月|日|模式|政策|版|期(?:工程|项目)|时代|行动|类|级|线城市|代(?!理)|\+|路|国(?!家)|-\d|G(?![a-z])|手(?:房|车)"
)
_TRAP_SAVED = re.compile(r"年度|日常|国家|项目|路线")
_SAVES = re.compile(r"(?:缩短|节省|节约|减少|压减|提速|压缩)(?:了|约|近)?$")
_RANK = re.compile(r"(?:前|排名|名列|位列|位居)[^，。；\d]{0,4}$")


def _fits(folded: str, m: re.Match[str], word: _Word, start: int, end: int) -> bool:
    """Is this a number with a unit at all, and no name, code or manner of speaking?"""
    before, after = folded[max(0, start - 10) : start], folded[end : end + 8]
    printed = m["a"] or "半"
    if word.kind == "time":
        return bool(_SAVES.search(before)) and not after.startswith(("内", "以内", "之内"))
    if before.endswith("[") or _ORDINAL.search(before):
        return False
    if word.kind == "count":
        if word.unit in ("名", "位") and _RANK.search(before):
            return False  # 前10名: a rank
        if _TRAP_AFTER.match(after) and not _TRAP_SAVED.match(after):
            counted = word.unit in ("家", "个", "人", "台", "辆", "项") and re.match(r"(?:国家|类|级|项目)", after)
            if not counted:
                return False
    if (m["au"] or m["bu"]) == "块" and not _PIECE_OF_MONEY.match(after):
        return False  # 10块土地
    if printed[0].isdigit() or m["half"]:
        return True
    if word.kind == "money":
        if word.unit == "CNY" and len(printed) == 1 and not (m["as"] or m["as2"]):
            return not _NAMED.search(before) and printed in "两三四五六七八九十" and bool(_SMALL_SUM.match(after))
        return not (word.unit == "CNY" and word.factor != 1 and (before[-1:] in "长珠" or after[:1] in "洲形债"))
    if word.unit == "%":
        return True
    if word.chinese == "no":
        return False
    if printed in ("一", "几", "百", "千", "十", "零", "〇", "万", "亿") and not (printed == "十" and m["ai"]):
        return _one_counts(before, after, word, printed)
    if len(printed) == 1 and word.chinese == "bound":
        return bool(_bounded_near().search(before)) or bool(_BOUNDED_AFTER.match(after))
    return not (len(printed) == 2 and not set(printed) & set("十百千万亿拾佰仟"))  # 三四家: about, no number


@cache
def _bounded_near() -> re.Pattern[str]:
    words = cues("amount_cues_zh.tsv")
    return re.compile(rf"(?:{words['at_most']}|{words['at_least']}|每[^，。；]{{0,6}})[^，。；]{{0,4}}$")


_PIECE_OF_MONEY = re.compile(r"[，。；、)\n]|$|人民币|左右|以[上下内]|的?(?:奖|补)")
#: 三元 is a sum before these, not in 三元锂电池 or 三元区
_SMALL_SUM = re.compile(r"[，。；、)/\n]|$|钱|整|人民币|左右|以[上下内]|每|的?(?:奖|补|费)")
_NAMED = re.compile(r"[公纪中单多]$")
_BOUNDED_AFTER = re.compile(r"(?:\(含\))?(?:及)?以[上下内]")
_BOUNDED_BEFORE = re.compile(r"(?:只|仅|限|最多|至多|不超过|至少|不少于|不得超过)[^，。；\d]{0,8}$")


def _one_counts(before: str, after: str, word: _Word, printed: str) -> bool:
    """「一次」「一家」: a quantity only where it is bounded, stepped, or what is brought in."""
    if printed != "一":
        return bool(_BOUNDED_AFTER.match(after)) and printed == "十"
    if re.match(r"[一二三]|性|站|策|体|揽子|对一|系列|级|流|般|致|起|步", after) or before.endswith(
        ("第", "同", "统", "单", "唯", "逐", "任")
    ):
        return False
    if _BOUNDED_BEFORE.search(before) or re.match(r"(?:及)?以[上下内]", after):
        return True
    if word.unit in ("次", "个", "项", "人", "件"):
        return word.unit != "次" and re.search(r"每[^，。；\d]{0,6}$", before) is not None
    brings = r"(?:引进|新增|培育|建设|建成|设立|落户|成立|组建|打造|每[^，。；\d]{0,6})$"
    return re.search(brings, before) is not None
