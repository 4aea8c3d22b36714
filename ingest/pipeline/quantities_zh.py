"""Numbers with a unit in Chinese text: money, percentages, counts, savings of time; what they mean is not asked here.

One regular expression finds every candidate; what is a name, a code, a date or a manner of speaking is left out (第29次, 500强,
〔2023〕31号, 一带一路). A number that shares the unit of another one takes it: 「10、20、30万元」, 「500万（或进口1500万）美元」. Words are in
``ingest/lexicon/measure_words_zh.tsv`` and ``currency_marks_zh.tsv``.

Shares in words (三成, 三分之一, 八折) are read by ``percentages_zh``. A number that says itself that it is not all (3000余万元, 十几家) is
marked ``more``; what gives only a size (几百万, 数十家, 二三十万) is no quantity.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from msgspec import Struct

from ingest.lexicon.table import cues, one_of, rows
from ingest.model import AmountRole, Comparator
from ingest.numerals import SCALES, low_end, number
from ingest.pipeline.numbers_zh import DIGIT, NUMBER, NUMERALS, SCALE, SPACE, TO
from ingest.pipeline.percentages_zh import SEEDS as SHARES
from ingest.pipeline.percentages_zh import shares


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    unit: str
    factor: Decimal
    chinese: str


class Quantity(Struct):
    """A number with its unit. ``part`` marks the ends of a range (low, high); ``included`` is what （含） or （不含） said.

    ``start`` and ``end`` enclose what is quoted; ``unit_end`` is where its unit ends if that stands apart; ``more`` says that it
    is more than the number (余, 多). The fields from ``comparator`` on are filled in by ``bounds_zh``, ``roles_zh`` and
    ``offers_zh``; ``left`` is the comma segment before the number with its brackets taken out, ``right`` the one behind it.
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
    per: list[str] = []  # a new one each: msgspec copies an empty list
    offer: int | None = None
    more: bool = False


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
    firsts = "".join(sorted({word[0] for word in _words()} | set("成折免余多几点个万亿半(-—~至到 \n0123456789元圆块")))
    codes = "|".join(rf"{mark}\d" for mark in _marks() if mark.isascii() and mark.isalpha() and len(mark) == 3)
    glued = rf"[\d.第A-Za-z几数{NUMERALS}]"
    digit = rf"(?<=\d)(?:(?<!{glued}\d)(?<!\d,\d)|(?<=[数几]\d)|(?<={codes}))"
    numeral = rf"(?<=[{NUMERALS}])(?<!{glued}[{NUMERALS}])(?<!\d,[{NUMERALS}])[{NUMERALS}]*+(?=[{re.escape(firsts)}])"
    words = "|".join(f"(?<=[{first}])(?:{rest})" for first, rest in SHARES.items())
    # one set of first characters before all else: the search skips the others without trying the alternatives
    return re.compile(rf"[\d{NUMERALS}{''.join(SHARES)}](?:{digit}|{numeral}|{words})")


#: 三元五角, 一百三十五块六角七分钱
_JIAO = re.compile(rf"(?P<yuan>{NUMBER}){SPACE}[元圆块](?P<jiao>{DIGIT}|零)[角毛](?:(?P<fen>{DIGIT})分)?钱?")


#: begins as a measure word and is another word: 给予100万支持, 5部门
_NO_UNIT = "支[持付撑出援]|升[级至规为到]|对[于新企符在重获首全各年]|本[金息]|间[接隔]|只[有能]|单[个独项]|头部|类似|期间|组[织成]|部[分门]|份额|台账"


@cache
def _general() -> re.Pattern[str]:
    units = f"(?!{_NO_UNIT}){one_of(_words())}"

    def included(name: str) -> str:
        return rf"(?:\((?P<{name}>不?含)(?:本数|{NUMBER}{SPACE}{SCALE}?{units}?)?\))?"

    return re.compile(
        rf"(?:(?P<a>{NUMBER}){SPACE}(?:个(?=亿))?(?P<as>{SCALE}?)(?:{SPACE}(?P<a2>{NUMBER})(?P<as3>{SCALE}|(?=[余多][万亿])))?{SPACE}(?P<ai>余|多(?!米尼加)|几(?!内亚))?(?P<as2>[万亿]?)"
        rf"|(?P<half>半)(?=个?百分点|成|倍)){SPACE}{included('ain')}(?P<au>{units})?{included('ain2')}"
        rf"(?:{TO}(?P<b>{NUMBER}){SPACE}(?P<bs>{SCALE}?)(?P<bs2>[万亿]?){SPACE}{included('bin')}(?P<bu>{units})?{included('bin2')})?"
    )


@cache
def _mark_before() -> re.Pattern[str]:
    return re.compile(rf"(?P<cur>{one_of(_marks())}){SPACE}$")


def find_quantities(folded: str) -> list[Quantity]:
    """All quantities of a folded text, in order, with values in base units."""
    found: list[Quantity] = []
    bare: list[Quantity] = []
    position = 0
    for seed in _seeds().finditer(folded):
        start = seed.start()
        if start < position:
            continue
        if (said := shares(folded, start)) is not None:
            position = said[0]
            for a, b, v, part, unit in said[1]:
                one = Quantity(a, b, v, unit, "percent", part=part, chinese=not folded[a].isdigit())
                if not part and _AND_MORE.match(folded, b):
                    one.more, one.end = True, b + 1
                found.append(_signed(folded, one))
            continue
        if m := _JIAO.match(folded, start):
            _add_jiao(m, found)
        elif m := _general().match(folded, start):
            _add(folded, m, found, bare)
        else:
            continue
        position = m.end()
    _share_units(folded, found, bare)
    stated = (one for one in found if one.unit and not _repeats(folded, one))
    return sorted(stated, key=lambda one: one.start)


_HIGHER = tuple("十百万亿")
#: behind a share: 三成多, 百分之三十几
_AND_MORE = re.compile(r"[多余几](?![元种样个项方家年次层人])")
#: before a currency: it is the unit of a number
_COUNTED = tuple(f"0123456789{NUMERALS}余多几")
#: 上百万元: a million and more
_UPWARDS = re.compile(r"(?<!以)上$")


def _is_change_of(folded: str, whole: Quantity, one: Quantity) -> bool:
    """Are these the cents of the sum before?"""
    same = whole.kind == "money" and whole.unit == one.unit and not whole.part and whole.value % 1 == 0
    return same and one.value < 1 and folded[whole.end : one.start] in ("", "又", "零")


def _add_jiao(m: re.Match[str], found: list[Quantity]) -> None:
    whole, jiao = number(m["yuan"]), number(m["jiao"])
    if whole is not None and jiao is not None:
        cents = (number(m["fen"]) or Decimal(0)) if m["fen"] else Decimal(0)
        found.append(Quantity(m.start(), m.end(), whole + jiao / 10 + cents / 100, "CNY", "money"))


def _signed(folded: str, one: Quantity) -> Quantity:
    """「负5%」 「增速-5.2%」 are below nought; 「自负30%」 「3-5%」 are not. Only growth is: a loss of money (负50万元) is no amount."""
    sign = folded[max(0, one.start - 1) : one.start]
    before = folded[max(0, one.start - 2) : one.start - 1]
    minus = sign == "-" and one.kind == "percent" and one.part == "" and not (before.isalnum() and before.isascii())
    if (minus and before not in _RANGES) or (sign == "负" and before not in _OWES):
        one.start, one.value = one.start - 1, -one.value
        one.unit = one.unit if one.unit == "%" else ""
    return one


#: before a dash: it is no minus but runs from one to the other
_RANGES = tuple("%)成折倍点元万亿分年月日-—~至到")
_OWES = tuple("自欠背担抱胜肩")


def _repeats(folded: str, one: Quantity) -> bool:
    """「2000万美元以上（含2000万美元）」 「50%（即一半）」: what the bracket repeats is no quantity of its own."""
    opened = folded[max(0, one.start - 4) : one.start].endswith(("(含", "(不含", "(包含", "(包括", "(即"))
    return opened and folded[one.end : one.end + 1] == ")"


def _scaled(value: Decimal, scale: str) -> Decimal:
    return value.scaleb(len(str(SCALES[scale])) - 1)


_ENGLISH_SCALE = re.compile(r"\s?(thousand|million|billion|trillion|mn|bn|k|m)(?![A-Za-z])", re.IGNORECASE)
_ENGLISH_SCALES = {"thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "trillion": 12}


def _flag(*marks: str | None) -> bool | None:
    return {"含": True, "不含": False}.get(next((mark for mark in marks if mark), ""))


def _add(folded: str, m: re.Match[str], found: list[Quantity], bare: list[Quantity]) -> None:
    """Take up one match of the general form: a number, perhaps a second one it runs to, with their units."""
    words = _words()
    printed, au, bu = m["a"] or "半", m["au"], m["bu"]
    if au is not None and printed[-1] == "千" and printed[-2:-1] in _HIGHER and f"千{au}" in words:
        printed, au = printed[:-1], f"千{au}"  # 五十千瓦, 一亿千瓦时
    low = number(printed)
    scale, scale_high = (m["as"] or "") + (m["as2"] or ""), (m["bs"] or "") + (m["bs2"] or "")
    if low is None or scale_high not in SCALES or (scale not in SCALES and m["a2"] is None):
        return
    if m["a2"]:  # 1亿2000万
        more = number(m["a2"])
        if not m["as"] or more is None or SCALES[m["as3"] or m["as2"]] >= SCALES[m["as"]]:
            return
        low, scale = _scaled(low, m["as"]) + _scaled(more, m["as3"] or m["as2"]), m["as2"] if m["as3"] else ""
    elif scale == "万" and m["as2"] and "亿" in printed:  # 一亿八千八百余万
        over, _, under = printed.rpartition("亿")
        high_part, low_part = number(over + "亿"), number(under)
        if high_part is None or low_part is None:
            return
        low, scale = high_part + _scaled(low_part, "万"), ""
    start = m.start()
    marked = _mark_before().search(folded, max(0, start - 8), start)
    if marked and folded[max(0, marked.start() - 1) : marked.start()] in _COUNTED:
        marked = None  # 「10日元5人」: the currency belongs to the number before it
    currency = _marks()[marked["cur"]] if marked else None
    start = marked.start() if marked else start
    chinese = not printed[0].isdigit()
    high = number(m["b"]) if m["b"] else None
    if high is not None and bu is None and au is not None and words[au].kind == "count":
        high = None  # 「2家-3」 is no range
    if high is None:
        end = m.start("b") if m["b"] else m.end()
        end = max(m.end(g) for g in ("a", "half", "as", "as2", "as3", "au", "ain", "ain2") if m[g]) if m["b"] else end
        if m["ain"] or m["ain2"]:
            end = max(end, folded.index(")", max(m.end("ain"), m.end("ain2"))) + 1) if m["b"] else end
        word = words[au] if au else _Word("money", currency, Decimal(1), "yes") if currency else None
        one = Quantity(start, end, _scaled(low, scale), "", "money", _flag(m["ain"], m["ain2"]), chinese=chinese)
        one.more = m["ai"] is not None or (
            printed[0] in "百千万亿" and _UPWARDS.search(folded, max(0, start - 2), start) is not None
        )
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
        if word.kind in ("money", "percent"):
            one = _signed(folded, one)
        whole = found[-1] if found and word.factor < 1 else None
        if whole is not None and _is_change_of(folded, whole, one):
            whole.value, whole.end = whole.value + one.value, one.end  # 「两美元又三美分」
            return
        found.append(one)
        return
    high_word = (
        words[bu] if bu else words[au] if au else _Word("money", currency, Decimal(1), "yes") if currency else None
    )
    low_word = words[au] if au else high_word
    lowest: Decimal | None = low
    if au is None and not scale and not m["b"][0].isdigit() and m["a2"] is None and not m["half"]:
        lowest = low_end(printed, m["b"])  # 「十五至二十万元」
    elif au is None and low < high and not scale:
        scale = scale_high
    flags = _flag(m["ain"], m["ain2"]), _flag(m["bin"], m["bin2"])
    first = Quantity(start, m.end(), _scaled(lowest or low, scale), "", "money", flags[0], "low", chinese)
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
    found += (first, second) if lowest is not None else (second,)


# ---------------------------------------------------------------------------------------------------------------------
# units that several numbers share

_CHAIN = re.compile(r"[ ]*(?:[、/]|和|及|或|或者|以及|\(或[^()\d]{0,8}|[，]?(?:最高|分别)?)[ ]*(?:每[家个名户人])?$")
_BEHIND = re.compile(r"[^()]{0,20}\)")
_ORDINAL = re.compile(r"第[\d、,至到\- ]*$")
_MONEY_BEFORE = re.compile(
    r"(?:额|收入|产值|投资|资金|资本|营收|销售|贷款|税收?|奖|补|资助|给予|予以|支持|扶持|不超过|最高|高于|低于|奖励|投入|利润|安排|拿出|筹集|列支)[^，。；\d]{0,8}$"
)
_MONEY_BEHIND = re.compile(
    r"[ ]*(?:及?以[上下内]|对[重获首全各年]|[，。；、)\n的]|$|左右|奖|补|给予|支持|资助|扶持|不等|封顶)"
)


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
                        scale = re.search(SCALE, folded[following.start : following.end])
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
    r"强|号|届|次会议|条例|款|项规定|年|月|日|模式|政策|版|期(?:工程|项目)|时代|行动|类|级|线城市|代(?!理)|\+|路|国(?!家)|-\d|G(?![a-z])|手(?:房|车)|交易日|礼拜|钟头|学年|学期|(?:完整|连续)的?(?:会计|自然)?年度|(?:会计|纳税|财政|自然)年度"
)
#: written out in full a digit counts money only
_FORMAL = "壹贰叁肆伍陆柒捌玖"
#: behind a numeral and 台, 家 …: the name of a place (七台河, 五家渠, 三台县), not 三家市级企业
_PLACE_NAME = re.compile(
    r"河(?!南|北|流|道)|渠|嘴|县(?!级|域|属|外|内|区|市|直)|市(?!级|属|外|内|场|直|县|区|政|重|民|管)|区(?!级|域|属|外|内|块|县|直|间|管)"
    r"|山(?!东|西)|乡(?!镇|村)|村(?!集|级|办|镇|民)|镇(?!级|办|属)|店(?!铺)|子(?!公司|企业)"
)
_TRAP_SAVED = re.compile(
    r"年(?:度|出口|进出口|外贸|销售|产值|营业|营收|收入|交易|纳税|税收|主营|利润|研发)|日常|国家|项目|路线"
)
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
    if before[-1:] in _ADDRESS and printed[0].isdigit() and _URL.search(folded, max(0, start - 300), start):
        return False
    if word.kind == "count":
        if word.unit in ("名", "位") and _RANK.search(before):
            return False  # 前10名: a rank
        if _TRAP_AFTER.match(after) and not _TRAP_SAVED.match(after):
            counted = word.unit in ("家", "个", "人", "台", "辆", "项") and re.match(r"(?:国家|类|级|项目)", after)
            if not counted:
                return False
        if len(printed) == 1 and (printed in _FORMAL or (not printed.isdigit() and _PLACE_NAME.match(after))):
            return False  # 陆家嘴, 七台河市
        if (word.unit == "条" and before.endswith("国")) or (printed == "四" and word.unit in ("处", "套")):
            return False  # 国九条, 四处推广, 四套班子
        if printed == "二" and word.unit == "套":
            return False  # 首套、二套: two sets are 两套
        if word.unit == "分" and before.endswith(("时", "点", ":")):
            return False  # 8时30分
    if (m["au"] or m["bu"]) == "个点" and not (
        _MOVES.search(before) and not after.startswith(("位", "状", "子", "对"))
    ):
        return False  # 设立5个点
    if (m["au"] or m["bu"]) == "块" and not _PIECE_OF_MONEY.match(after):
        return False  # 10块土地
    if printed[0].isdigit() or m["half"]:
        return True
    if word.kind == "money":
        if set(printed) <= _PLACES and not m["b"]:
            return _is_place_a_sum(before, after, printed, bool(m["ai"]))
        if word.unit == "CNY" and len(printed) == 1 and not (m["as"] or m["as2"] or m["b"]):
            named = _NAMED.search(before) or printed not in "两三四五六七八九十"
            return (
                not named
                and bool(_SMALL_SUM.match(after))
                and bool(_PRICED.search(before) or after[:1] == "钱" or m["ai"] or (m["au"] or m["bu"]).endswith("钱"))
            )
        return not (word.unit == "CNY" and word.factor != 1 and (before[-1:] in "长珠" or after[:1] in "洲形债"))
    if word.kind == "percent":
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


_PLACES = set("百千万亿佰仟")
_BEYOND = re.compile(r"(?:超|超过|过|突破|破|达|达到|逾|上|不足|不到)$")
_HEAD = re.compile(r"(?:单位|计量单位|金额|币种)[:： ]*(?:人民币)?$|\($")


def _is_place_a_sum(before: str, after: str, printed: str, more: bool) -> bool:
    """「亿元以上项目」 「超百亿元企业」 say a sum; 「单位：万元」 says what a column is counted in."""
    if _HEAD.search(before):
        return False
    if len(printed) > 1 or more:
        return True
    return bool(_BOUNDED_AFTER.match(after) or _BEYOND.search(before))


#: 近百家, 上千人, 逾万户: a round number as one that is counted
_NEARLY = re.compile(r"(?:近|(?<![以百千])上|超|超过|(?<![通超经不])过|逾|突破)$")
#: a number in an address of the web: …?q=30%25
_ADDRESS = tuple("=%&?/_.-")
_URL = re.compile(r"(?:://|www\.)[!-~]*$")
#: 提高5个点: percentage points; 设立5个点: places
_MOVES = re.compile(
    r"(?:提高|提升|上升|上浮|上调|下浮|下调|下降|降低|增长|回升|高于?|低于?|超|超过|降|涨|返|让利|优惠|贴息)[^，。；\d]{0,6}$"
)
_PIECE_OF_MONEY = re.compile(r"[，。；、)\n]|$|人民币|左右|以[上下内]|的?(?:奖|补)")
#: 三元 is a sum before these, not in 三元锂电池 or 三元区
_SMALL_SUM = re.compile(r"[，。；、)/\n]|$|钱|整|人民币|左右|以[上下内]|每|的?(?:奖|补|费)")
_NAMED = re.compile(r"[公纪中单多]$")
#: 每人三元 is a sum, 长三角 and 大三元 are none
_PRICED = re.compile(r"[每给收付费价补奖贴助罚缴交花值售卖需按][^，。；、\d]{0,6}$")
_BOUNDED_AFTER = re.compile(r"(?:\(含\))?(?:及)?以[上下内]")
_BOUNDED_BEFORE = re.compile(r"(?:只|仅|限|最多|至多|不超过|至少|不少于|不得超过)[^，。；\d]{0,8}$")


def _one_counts(before: str, after: str, word: _Word, printed: str) -> bool:
    """「一次」「一家」: a quantity only where it is bounded, stepped, or what is brought in."""
    if printed != "一":
        return (bool(_BOUNDED_AFTER.match(after)) and printed in "十百千万") or (
            printed in "百千万亿" and _NEARLY.search(before) is not None
        )
    if re.match(r"[一二三]|性|站|策|体|揽子|对一|系列|级|流|般|致|起|步", after) or before.endswith(
        ("第", "同", "统", "单", "唯", "逐", "任")
    ):
        return False
    if _BOUNDED_BEFORE.search(before) or re.match(r"(?:及)?以[上下内]", after):
        return True
    if word.unit in ("次", "个", "项", "人", "件"):
        return word.unit != "次" and re.search(r"每[^，。；\d]{0,6}$", before) is not None
    if word.unit == "倍":
        return re.search(r"(?:增长|提高|增加|扩大|提升|提速|翻)了?$", before) is not None
    brings = r"(?:引进|新增|培育|建设|建成|设立|落户|成立|组建|打造|每[^，。；\d]{0,6})$"
    return re.search(brings, before) is not None
