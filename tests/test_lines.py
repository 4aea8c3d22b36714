"""Packed lines are the lines that were put in."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from ingest.lines import Lines
from ingest.model import Line, Span

#: places in hundredths of a point, as printed lines have them; far outside the page where a file is damaged
place = st.integers(-(10**9), 10**9).map(lambda n: n / 100)
a_line = st.builds(
    lambda start, length, page, box: Line(span=Span(start, start + length), page=page, box=box),
    st.integers(0, 20_000_000),
    st.integers(0, 1000),
    st.integers(1, 5000),
    st.tuples(place, place, place, place),
)


@given(st.lists(a_line, max_size=8), st.integers(-9, 9), st.integers(-9, 9))
def test_lines_are_a_sequence_of_what_was_put_in(lines: list[Line], a: int, b: int) -> None:
    packed = Lines(lines)
    assert list(packed) == lines == [packed[i] for i in range(len(lines))]
    assert packed == lines and packed == Lines(lines) == Lines(packed) and list(packed[a:b]) == lines[a:b]
    assert pickle.loads(pickle.dumps(packed)) == packed
    assert packed != Lines(lines[:-1]) or not lines
    if lines:
        assert packed[-1] == lines[-1] and lines[0] in packed


def test_places_are_given_to_a_hundredth_of_a_point() -> None:
    (line,) = Lines([Line(span=Span(0, 1), page=1, box=(0.1 + 0.2, 1 / 3, 2.0, 841.8899841308594))])
    assert line.box == (0.3, 0.33, 2.0, 841.89)
