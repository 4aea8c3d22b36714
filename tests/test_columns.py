"""Columns for people: a Chinese character takes two, and nothing is lost when text is wrapped."""

from hypothesis import given
from hypothesis import strategies as st

from policygraph.cli.columns import pad, shorten, table, width, wrap

TEXT = st.text(alphabet="威海市商务局，。；（） ab1%万元0-", max_size=60)


@given(TEXT, st.integers(6, 40))
def test_wrapping_loses_nothing_but_spaces_and_keeps_the_width(text, columns):
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    punctuation = set("，。；） %")
    assert all(width(line.rstrip("，。；）%")) <= columns or set(line) & punctuation for line in lines)


@given(TEXT, st.integers(1, 40))
def test_shortening_and_padding_give_the_width_asked_for(text, columns):
    assert width(shorten(text, columns)) <= columns
    assert width(pad(shorten(text, columns), columns)) == columns


def test_no_line_begins_with_a_comma():
    lines = wrap("支持企业，扩大进口，稳定出口。", 10)
    assert len(lines) > 2
    assert all(line[0] not in "，。" for line in lines)


def test_no_line_ends_with_an_opening_quote():
    for columns in range(8, 30):
        assert all(line[-1] not in "“（" for line in wrap("实行“一国一策”（试行），开拓“一带一路”市场。", columns))


def test_a_table_lines_up_under_chinese_heads():
    lines = table(("城市", "n"), [("威海市", "3"), ("Jixi", "12")], total=40, right=[1]).splitlines()
    assert lines == ["城市     n", "──────  ──", "威海市   3", "Jixi    12"]


def test_a_wide_table_is_wrapped_into_the_screen():
    rows = [("1#1", "支持企业扩大进口" * 10, "鼓励" * 30)]
    lines = table(("id", "left", "right"), rows, total=60).splitlines()
    assert max(map(width, lines)) <= 60
    assert len(lines) > 5
