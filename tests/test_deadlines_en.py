"""English deadlines: wordings of offices in many countries, each row with the reason it is there."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pipeline.dates_en import find_dates_en
from ingest.pipeline.deadlines_en import find_deadlines_en


def said(text: str) -> list[str]:
    """The deadlines of a text as "kind value", in order; the notice is of 2025."""
    return [f"{d.kind} {d.value}" for d in find_deadlines_en(text, year=2025)]


BY = {
    "a day": ("Apply by 30 June 2026.", ["by 2026-06-30"]),
    "month first": ("no later than March 31, 2026", ["by 2026-03-31"]),
    "an hour before the day": ("not later than 5:00 p.m. on March 31, 2026", ["by 2026-03-31"]),
    "until": ("The exemption applies until 31 December 2027.", ["by 2027-12-31"]),
    "the end of a month next year": ("by the end of March of the following year", ["by +1Y-03-31"]),
    "the end of a month, year of the notice": ("Complete it by the end of June.", ["by 2025-06-30"]),
    "the end of a year": ("By the end of 2027, build it.", ["by 2027-12-31"]),
    "a bare year": ("by 2030", ["by 2030"]),
    "the year's end": ("to be completed by the end of the year", ["by 2025-12-31"]),
    "middle of a month": ("put into use by mid-August 2026", ["by 2026-08-20"]),
    "a half year": ("Complete the pilot in the first half of 2026.", ["by 2026-06-30"]),
    "a quarter": ("in the third quarter of 2026", ["by 2026-09-30"]),
    "a month alone": ("Put it into use in August.", ["by 2025-08"]),
    "counted back from an event": ("at least 30 days before the start of the fair", ["by -P30D"]),
    "in advance of": ("at least one month in advance of departure", ["by -P1M"]),
    "a week to ten days: days": ("at least a week to ten days before the event", ["by -P7D"]),
    "a weekday before the day": ("by Monday, 12 January 2026", ["by 2026-01-12"]),
    "a day in words": ("by the thirty-first day of December, 2026", ["by 2026-12-31"]),
    "a day of a month in words": ("before the fourth of May", ["by 2025-05-04"]),
    "within the year, to be done": ("Open five routes within the year.", ["by 2025"]),
}

IN = {
    "a year": ("introduced in 2019", ["in 2019"]),
    "from a day on": ("Starting from 1 September 2023, fees are waived.", ["in 2023-09-01/"]),
    "onwards": ("from 1 April 2023 onwards", ["in 2023-04-01/"]),
    "w.e.f.": ("in force w.e.f. 30-08-2001", ["in 2001-08-30/"]),
    "the first of a month misread": ("w.e.f. Ist June 2007", ["in 2007-06-01/"]),
    "the 1st day of": ("shall come into force on the 1st day of January, 2025", ["in 2025-01-01/"]),
    "between two days": ("valid from 1 April 2024 to 31 March 2027", ["in 2024-04-01/2027-03-31"]),
    "the year printed once": ("between 1 January and 31 March 2024", ["in 2024-01-01/2024-03-31"]),
    "between two years": ("From 2024 to 2026, a subsidy is paid.", ["in 2024/2026"]),
    "a financial year": ("in FY 2024-25", ["in 2024/2025"]),
    "a five-year plan": ("during the 14th Five-Year Plan period", ["in 2021/2025"]),
    "within the year, counted": ("firms whose fairs organised within the year exceed ten", ["in 2025"]),
    "bounded by an event": ("during the period of the strike", ["in None"]),
}

WITHIN = {
    "working days, figures again": ("within three (3) working days", ["within P3WD"]),
    "business days": ("in no more than 5 business days", ["within P5WD"]),
    "hours": ("released within 48 hours", ["within PT48H"]),
    "not exceeding": ("the deferral not exceeding one year", ["within P1Y"]),
    "a period of": ("with a trial period of one year", ["within P1Y"]),
    "an adjective": ("a five-year tax holiday", ["within P5Y"]),
    "a year": ("within a year", ["within P1Y"]),
    "half a year": ("within half a year", ["within P6M"]),
    "a half more": ("for two and a half years", ["within P30M"]),
    "two units": ("for 1 year and 6 months", ["within P1Y6M"]),
    "a range": ("for a term of three to five years", ["within P3Y", "within P5Y"]),
    "from … to … of a change": ("shortened from 10 working days to 5 working days", ["within P10WD", "within P5WD"]),
    "letters": ("for 3h", ["within PT3H"]),
    "fixed by idiom": ("delivered on the next day", ["within P1D"]),
    "two kinds of days": ("within 10 working/business days", ["within P10WD"]),
    "business or working": ("within five business or working days", ["within P5WD"]),
    "a half behind": ("for a year and a half", ["within P18M"]),
    "a half behind, no word before": ("The trial lasts one month and a half.", ["within P45D"]),
    "hyphens": ("two-and-a-half years", ["within P30M"]),
    "a fraction in figures": ("within 1/2 hour", ["within PT30M"]),
    "part of an hour": ("within three quarters of an hour", ["within PT45M"]),
    "many units": ("1 year, 2 days, 3 hours and 4 seconds", ["within P1Y2DT3H4S"]),
    "smaller unit first": ("for 2 days 1 month", ["within P1M2D"]),
    "a list of lengths": ("suspended for 10 days, 1 month or 3 months", ["within P10D", "within P1M", "within P3M"]),
    "a list with the unit at its end": ("for 3, 6 or 12 months", ["within P3M", "within P6M", "within P12M"]),
    "figures again on both ends": ("for one (1) to three (3) years", ["within P1Y", "within P3Y"]),
    "a hyphen that hangs": ("a 12- to 18-month term", ["within P12M", "within P18M"]),
    "another": ("extended for another year", ["within P1Y"]),
    "full": ("for a full year", ["within P1Y"]),
    "a couple is two": ("within a couple of weeks", ["within P2W"]),
    "year-long": ("a year-long course", ["within P1Y"]),
}

EVERY = {
    "every": ("paid every year", ["every P1Y"]),
    "each quarter": ("in each quarter", ["every P3M"]),
    "adverb": ("reported quarterly", ["every P3M"]),
    "adjective": ("on a monthly basis", ["every P1M"]),
    "once a": ("only once a year", ["every P1Y"]),
    "a number of units": ("every six months", ["every P6M"]),
    "per, in a sum": ("RMB 3,000 per person per month", ["every P1M"]),
    "a month behind a sum": ("a stipend of $1,500 a month", ["every P1M"]),
}

NONE = {
    "named plans": "the three-year action plan",
    "annual as a mere adjective": "annual sales and the average yearly growth rate",
    "the current year": "the investment of the current year",
    "per cent": "50 per cent of the cost",
    "editions and acts": "the 2026 Edition and the Customs Act, 1962",
    "the date of a paper": "Circular No. 12 of 2024 dated 05.03.2024",
    "hours of service": "24 hours a day, 7 days a week",
    "a saving of time": "cut by 24 hours",
    "ages": "persons 35 years old",
    "the verb may": "exporters may apply",
    "no exact length": "within a few months, for several days and some weeks",
    "the year of the notice": "for the whole year",
    "adjectives": "for all-day events and the full-year results",
    "a day that is none": "on another day, at another hour",
    "ordinals": "the second stage, the third person, the first prize",
    "articles": "Article 3 years, No. 5 days",
    "the verb may anywhere": "This may take long and may be shortened; each may apply, BIDDERS AND OTHERS MAY REPLY",
    "a verb before an ordinal": "Exporters may first, and importers may second, apply.",
    "a fraction": "increased by one quarter, reduced by three quarters",
    "promptly": "as soon as possible and in a timely manner",
}


@pytest.mark.parametrize(
    ("text", "want"),
    [pytest.param(*row, id=name) for group in (BY, IN, WITHIN, EVERY) for name, row in group.items()],
)
def test_deadlines(text: str, want: list[str]) -> None:
    assert said(text) == want


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_no_deadlines(text: str) -> None:
    assert said(text) == []


def test_a_year_that_is_not_printed_is_marked_as_inferred_and_left_out_where_unknown() -> None:
    (known,) = find_deadlines_en("by the end of June", year=2025)
    (unknown,) = find_deadlines_en("by the end of June")
    assert (known.value, known.inferred) == ("2025-06-30", True)
    assert (unknown.value, unknown.inferred) == (None, True)


def test_from_the_date_of_issuance_is_an_event_and_names_no_day() -> None:
    """自印发之日起 has no value in Chinese either."""
    (deadline,) = find_deadlines_en("implemented from the date of issuance", issued=date(2024, 5, 6))
    assert (deadline.kind, deadline.value) == ("in", None)


def test_a_least_duration_is_a_lower_bound() -> None:
    assert [d.bound for d in find_deadlines_en("for at least two years; for no more than two years")] == ["min", "max"]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("over a period of five years", "max"),  # during them
        ("repaid over three years", "max"),
        ("over the next three years", "max"),
        ("established for over five years", "min"),
        ("for at least three quarters", "min"),
    ],
)
def test_over_is_a_bound_only_right_before_the_number(text: str, want: str) -> None:
    assert [d.bound for d in find_deadlines_en(text)] == [want]


@given(st.integers(1, 999), st.sampled_from(["year", "month", "week", "day", "working day", "hour", "minute"]))
def test_a_length_is_read_alike_however_it_is_printed(count: int, unit: str) -> None:
    plural = unit if count == 1 else f"{unit}s"
    want = said(f"within {count} {plural}")
    assert len(want) == 1
    for text in (
        f"within {count} ({count}) {plural}",
        f"a {count}-{unit.replace(' ', '-')} term",
        f"for {count} {plural}",
    ):
        assert said(text) == want


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_a_day_is_read_alike_however_it_is_printed(day: date) -> None:
    month, n, year = day.strftime("%B"), day.day, day.year
    for text in (
        f"{n} {month} {year}",
        f"{month} {n}, {year}",
        f"{day:%A}, {n} {month[:3]} {year}",
        f"{day.isoformat()}",
        f"{n:02d}/{day.month:02d}/{year}",
    ):
        assert [found.iso() for found in find_dates_en(text.lower())] == [day.isoformat()]


def test_trigger_and_due_are_quoted() -> None:
    (deadline,) = find_deadlines_en("Claims shall be lodged within 90 days from the date of shipment.")
    assert deadline.trigger == "the date of shipment"
    assert deadline.due == "Claims shall be lodged"


DATES = {
    "4 January 2026": "2026-01-04",
    "January 4, 2026": "2026-01-04",
    "4th Jan. 2026": "2026-01-04",
    "the 4th day of January, 2026": "2026-01-04",
    "2026-01-04": "2026-01-04",
    "04/01/2026": "2026-01-04",  # the day first, as the Commonwealth prints it
    "01/25/2026": "2026-01-25",  # no month 25: the month first
    "30.08.2001": "2001-08-30",
    "30-Aug-2001": "2001-08-30",
    "August 2026": "2026-08",
    "August/2026": "2026-08",
    "Monday, January 4, 2026": "2026-01-04",
    "January 4 of 2026": "2026-01-04",
    "the fourth of January 2026": "2026-01-04",
    "January the fourth, 2026": "2026-01-04",
    "the thirty-first day of December, 2026": "2026-12-31",
    "Jan/4, 2026": "2026-01-04",
}


@pytest.mark.parametrize(("text", "want"), DATES.items())
def test_dates(text: str, want: str) -> None:
    assert [day.iso() for day in find_dates_en(text.lower())] == [want]


@pytest.mark.parametrize("text", ["31 February 2024", "2024-13-01", "45/01/2024", "may be", "march on"])
def test_no_dates(text: str) -> None:
    assert [day.iso() for day in find_dates_en(text) if day.day] == []
