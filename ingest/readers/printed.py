"""Printed lines: the common ground of every reader that knows where on a page its characters stand."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from msgspec import Struct

Box = tuple[float, float, float, float]

#: a gap wider than this many ems parts a visual line in two (two-column signatures, 签发人 at the right)
GAP = 1.6


class PrintedLine(Struct, frozen=True, gc=False):
    """A line, or the part of one between two wide gaps, in points from the top left corner of its page.

    ``size`` is the em of the font (median over the line), ``row`` numbers the visual lines of the page: two parts of
    one visual line share it. ``zone`` is 0 for the body and counts the columns of side-by-side text from 1.
    """

    text: str
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    row: int = 0
    zone: int = 0

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """The lines of one page in reading order, and the size of the page in points."""

    number: int
    width: float
    height: float
    lines: tuple[PrintedLine, ...]


_WIDE = (
    "\u2e80-\u303f\u3041-\u30ff\u3105-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
)
WIDE = re.compile(f"[{_WIDE}]")
IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")


@cache
def _radicals() -> dict[int, str]:
    """Kangxi radicals U+2F00–2FD5 and the CJK radicals supplement → the characters they stand for.

    Bad fonts map 人 to ⼈. Unicode has a compatibility mapping for all Kangxi radicals and two of the supplement; the
    rest of the supplement that fonts confuse is given here. NFKC over the whole text would turn （，： half-width.
    """
    table = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    table |= {code: unicodedata.normalize("NFKC", chr(code)) for code in (0x2E9F, 0x2EF3)}
    supplement = (
        "⺁厂⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋卩⺌小⺍小⺎兀⺏尣⺐尢⺑尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢水⺣灬⺤爪⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺯糹"
        "⺰纟⺲罒⺳罓⺵网⺶羊⺷羊⺸羊⺹耂⺺聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨"
        "⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫齐⻬齐⻭齿⻮齿⻯竜⻰龙⻱龟⻲亀"
    )
    table |= {ord(supplement[i]): supplement[i + 1] for i in range(0, len(supplement), 2)}
    return table


_RADICAL = re.compile("[\u2e80-\u2fd5]")


def folded(text: str) -> str:
    """NFC, and radicals folded to characters; nothing else is changed.

    >>> folded("⼈⺠币（⼤写）")
    '人民币（大写）'
    """
    if _RADICAL.search(text):
        text = text.translate(_radicals())
    return unicodedata.normalize("NFC", text)


def is_folded(text: str) -> bool:
    """Whether ``folded`` leaves a text as it is."""
    return _RADICAL.search(text) is None and unicodedata.is_normalized("NFC", text)


def is_ideograph(character: str) -> bool:
    """Whether a character is a Chinese one (汉字)."""
    return "\u4e00" <= character <= "\u9fff" or (character >= "\u3400" and IDEOGRAPH.match(character) is not None)


def is_wide(character: str) -> bool:
    """Whether a character takes a full em: Chinese characters and full-width signs."""
    return "\u4e00" <= character <= "\u9fff" or (character >= "\u2e80" and WIDE.match(character) is not None)


def ems(text: str) -> float:
    """The width of a text in ems: 1 for a full-width character, 0.5 for a Latin one, an estimate.

    >>> ems("2023年")
    3.0
    """
    wide = len(WIDE.findall(text))
    return wide + 0.5 * (len(text) - wide)


#: letters by their width, as in the common text fonts: about a quarter, and about three quarters of an em
_NARROW = b"fijlrtI.,;:'!|()[]-/ "
_BROAD = b"mwABCDEGHKMNOPQRUVWXYZ%@&"


@lru_cache(1024)  # a line is asked for where it is parted, and again where it ends
def natural_width(text: str) -> float:
    """About how wide Latin text is in ems, whatever the font.

    >>> round(natural_width("mill"), 2)
    1.5
    """
    letters = text.encode("latin-1", "replace")
    return 0.5 * len(letters) + 0.25 * (len(letters.translate(None, _NARROW)) - len(letters.translate(None, _BROAD)))


#: what a line may not begin with, and what it may not end with (行首行尾禁则, GB/T 15834-2011 5.1)
NO_START = frozenset("，。、；：？！）》〉】〕」』”’…—％·～,.;:?!)]}%")
NO_END = frozenset("（《〈【〔「『“‘([{")

_CAPITAL = re.compile("[A-Z]")
_LATIN_RUN = re.compile(r"\d+(?:、\d+)+|[\"']?[0-9A-Za-z.,%/:+\-]+")


def first_token(text: str) -> str:
    """The shortest beginning of a line that a typesetter would not have broken.

    >>> first_token("号），确保全市"), first_token("2019年"), first_token("“一带")
    ('号），', '2019', '“一')
    """
    text = text.lstrip()
    end = 0
    while end < len(text) and text[end] in NO_END:
        end += 1
    if run := _LATIN_RUN.match(text, end):
        end = run.end()
    else:
        end += 1
    while end < len(text) and text[end] in NO_START:
        end += 1
    return text[:end]


_QUOTES = frozenset("“”‘’")


def quoted_token(text: str) -> str:
    """The beginning of a line that browsers do not break: for them nothing parts before or behind a quotation mark (UAX #14,
    class QU).

    >>> quoted_token("宽“威海检测”"), quoted_token("动”集货区"), quoted_token("确保")
    ('宽“威', '动”集', '确')
    """
    end = len(first_token(text))
    while 0 < end < len(text) and (text[end] in _QUOTES or text[end - 1] in _QUOTES):
        end += len(first_token(text[end:])) or 1
    return text[:end]


def token_ems(text: str, scale: float = 1.0, *, running: bool = False) -> float:
    """The width in ems that the beginning of a line takes which a typesetter would not have broken, and the space before
    it; ``scale`` is how wide Latin letters are set. ``running``: a sentence goes on, and quotation marks hold on to what
    stands beside them.

    >>> token_ems("确保全市"), token_ems("2019年"), token_ems("economic and trade"), token_ems("加“江苏", running=True)
    (1.0, 2.0, 4.25, 2.5)
    """
    if "\u4e00" <= text[:1] <= "\u9fff" and text[1:2] not in NO_START and text[1:2] != "“":  # nearly always
        return 1.0
    run = _LATIN_RUN.match(text)
    if run is not None and text[run.end() : run.end() + 1] in ("", " "):  # a word of running English
        token = run[0]
    else:
        token = quoted_token(text) if running else first_token(text)
    if token.isascii():
        return scale * (natural_width(token) + (0.25 if token[:1].isalpha() or token[-1:].isalpha() else 0.0))
    return ems(token) + 0.2 * len(_CAPITAL.findall(token))  # capitals are wider than half an em


#: what follows the first half of 「short- and long-haul」, a hyphen with a space behind it
SUSPENDED = re.compile(r"(?:and|or|to)\s")


#: capitals amid Chinese text that a line end has cut: 「（AE」「O企业）」
_CUT = re.compile(f"[{_WIDE}][A-Z]{{1,4}}$")
_CUT_OFF = re.compile(f"[A-Z]{{1,4}}[{_WIDE}]")


def joined(left: str, right: str) -> str:
    """What stands between two lines of one paragraph: one space between two Latin words, else nothing.

    A soft hyphen at the end of a line goes; the caller strips it from ``left``.

    >>> joined("Notice of the", "Bureau"), joined("展位费", "50%")
    (' ', '')
    """
    if not left or not right or is_wide(left[-1]) or is_wide(right[0]):
        return ""
    a, b = left[-1], right[0]
    if a in "“‘（(〔[/—" or b in "”’）)〕],.;:!?%/":
        return ""
    if a == "-" and left[-2:-1].isalnum() and b.isalnum():
        return " " if SUSPENDED.match(right) else ""  # 「e-」「commerce」, a hyphen that the file has
    if (
        b.isdigit()
        and (a.isdigit() or (a == "." and left[-2:-1].isdigit() and WIDE.search(left[-40:])))
        and not re.search(r"[A-Za-z]{2}", left[-40:] + right[:40])
    ):
        return ""  # a number broken over two lines of Chinese text
    if b.isupper() and _CUT.search(left[-6:]) and _CUT_OFF.match(right):
        return ""
    return " "


def reading_order(lines: list[PrintedLine], height: float) -> list[PrintedLine]:
    """Lines of a page from top to bottom, where the file gives them otherwise.

    The order of the file is kept as long as it makes sense: it knows which lines of a signature grid belong together.
    It is given up where a line stands right above the one before, page numbers and running heads not counted.
    """
    body = [line for line in lines if 0.1 * height < line.y0 and line.y1 < 0.9 * height]
    if not any(b.y1 <= a.y0 and b.x0 < a.x1 + 0.2 * a.size and a.x0 < b.x1 + 0.2 * b.size for a, b in pairwise(body)):
        return lines
    rows: list[list[PrintedLine]] = []
    for line in sorted(lines, key=lambda li: (li.y0 + li.y1, li.x0)):
        if rows and abs(rows[-1][0].y0 + rows[-1][0].y1 - line.y0 - line.y1) < 0.8 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda li: li.x0)]
