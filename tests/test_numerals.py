"""Numbers in both scripts, and folding that keeps every offset."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numerals import chinese_number, chinese_year, fold, low_end, number, simplified


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("〇", "0"),
        ("十", "10"),
        ("十二", "12"),
        ("二十三", "23"),
        ("两百", "200"),
        ("一百零五", "105"),
        ("一百五", "150"),
        ("一万五", "15000"),
        ("三千二百", "3200"),
        ("一千零五十万", "10500000"),
        ("一亿二千万", "120000000"),
        ("一百二十三万四千五百六十七", "1234567"),
        ("叁拾万", "300000"),
        ("伍佰贰拾", "520"),
        ("三点五", "3.5"),
        ("半", "0.5"),
        ("二〇二三", "2023"),
        ("亿", "100000000"),
        ("一万亿", "1000000000000"),
        ("一万亿五千万", "1000050000000"),
        ("十点叁叁", "10.33"),
    ],
)
def test_chinese_numbers(printed: str, value: str) -> None:
    assert chinese_number(printed) == Decimal(value)


@pytest.mark.parametrize("printed", ["三四", "十百千", "五六", "点五点", "千百", "百十", "亿万", "一亿亿", "一万万"])
def test_no_numbers(printed: str) -> None:
    assert chinese_number(printed) is None


_DIGITS = "零一二三四五六七八九"


def spelled(value: int) -> str:
    """A number under ten thousand as it is written out."""
    words, zero = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // place % 10
        if digit:
            words += ("零" if zero else "") + _DIGITS[digit] + name
            zero = False
        elif words:
            zero = True
    return words or "零"


@given(st.integers(min_value=0, max_value=9999))
def test_what_is_spelled_out_is_read_back(value: int) -> None:
    assert chinese_number(spelled(value)) == value


@given(st.integers(min_value=0, max_value=10**15))
def test_digits_with_and_without_commas(value: int) -> None:
    assert number(f"{value:,}") == number(str(value)) == value


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert len(simplified(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_commas() -> None:
    assert fold("1,000元，2,30") == "1,000元，2，30"
    assert fold("１，０００元，２００家") == "1,000元，200家"


def test_traditional_characters() -> None:
    assert fold("給予獎勵（萬元）") == "给予奖励(万元)"
    assert simplified("〔２０２３〕號") == "〔2023〕号"


@pytest.mark.parametrize(("printed", "year"), [("二〇二三", 2023), ("2023", 2023), ("二○二三", 2023), ("二三", None)])
def test_years(printed: str, year: int | None) -> None:
    assert chinese_year(printed) == year


@given(
    st.integers(min_value=1, max_value=9999),
    st.integers(min_value=1, max_value=9999),
    st.sampled_from(["", "万", "亿"]),
)
def test_the_low_end_of_a_range_is_below_its_top_or_as_printed(low: int, high: int, place: str) -> None:
    """A place is only lent where the range then still rises."""
    value = low_end(spelled(low), spelled(high) + place)
    top = chinese_number(spelled(high) + place)
    assert top is not None
    assert value is None or value == low or low < value < top
