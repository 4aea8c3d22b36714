"""Which notices are compared with which."""

from __future__ import annotations

from dataclasses import replace

from graph.pairs import pairs_of
from graph.partitions import Summary


def summary(id: str, place: str | None, year: int | None, translation_of: str | None = None) -> Summary:
    return Summary(
        id=id,
        language="en" if translation_of else "zh",
        file=f"{id}.txt",
        place=place,
        year=year,
        translation_of=translation_of,
        clauses=1,
        units=0,
        amounts=0,
        deadlines=0,
        remarks=0,
        quads=1,
        measures={"1": 1},
        roles={},
    )


def test_editions_go_forward_in_time_and_cities_by_name() -> None:
    notices = [summary("w-2026", "371000", 2026), summary("w-2020", "371000", 2020), summary("a-2022", "230300", 2022)]
    found = [(p.mode, p.left.id, p.right.id) for p in pairs_of(notices)]
    assert found == [("cities", "a-2022", "w-2020"), ("cities", "a-2022", "w-2026"), ("editions", "w-2020", "w-2026")]
    assert pairs_of(list(reversed(notices))) == pairs_of(notices)


def test_a_translation_is_paired_with_its_original_only() -> None:
    notices = [summary("w", "371000", 2026), summary("w-en", "371000", 2026, "w"), summary("x-en", "371000", 2020, "x")]
    assert [(p.mode, p.left.id, p.right.id) for p in pairs_of(notices)] == [("translation", "w-en", "w")]


def test_what_cannot_be_compared_is_not() -> None:
    """No place, or two of one place without different years: nobody says which is the earlier."""
    same = summary("a", "371000", 2020)
    assert pairs_of([same, replace(same, id="b")]) == []
    assert pairs_of([same, replace(same, id="b", year=None)]) == []
    assert pairs_of([same, replace(same, id="b", place=None)]) == []


def pairs(*args: object, **more: object) -> list[tuple[str, str, str]]:
    return [(p.mode, p.left.id, p.right.id) for p in pairs_of(*args, **more)]  # type: ignore[arg-type]


def test_places_are_compared_with_those_that_are_near() -> None:
    """One says it is near the other, or both do: one pair, in the order of their ids."""
    notices = [summary(id, f"{n}", 2020) for n, id in enumerate("abcd")]
    near = {"a": ["d"], "b": [], "c": ["b"], "d": ["a"]}
    assert pairs(notices, near) == [("cities", "a", "d"), ("cities", "b", "c")]
    assert len(pairs(notices)) == 6


def test_an_edition_is_compared_with_those_of_three_years_before() -> None:
    notices = [summary(f"w-{year}", "371000", year) for year in (2010, 2012, 2017, 2020, 2026)]
    found = pairs([*notices, summary("w-2017b", "371000", 2017)], {})
    assert ("editions", "w-2010", "w-2020") in found
    assert ("editions", "w-2010", "w-2026") not in found
    assert {left for _, left, right in found if right == "w-2026"} == {"w-2012", "w-2017", "w-2017b", "w-2020"}


def test_what_people_decided_about_is_compared_in_any_case() -> None:
    notices = [summary(f"w-{year}", "371000", year) for year in (2010, 2012, 2017, 2020, 2026)]
    notices += [summary("a", "1", 2020), summary("b", "2", 2020), summary("b-en", "2", 2020, "b")]
    wanted = [("w-2026", "w-2010"), ("b", "a"), ("a", "gone"), ("a", "b-en"), ("w-2010", "w-2010")]
    found = pairs(notices, {}, wanted)
    assert {("editions", "w-2010", "w-2026"), ("cities", "a", "b")} <= set(found)
    assert not any("gone" in pair or pair == ("cities", "a", "b-en") for pair in found)
