"""The plug-in for a likeness of one's own: it is asked, it is weighed, it is named in what it helped to decide."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import policygraph as pg
from graph.links.link import link_editions
from graph.links.measures import LinkMeasure, read_measure
from graph.links.scorer import NEUTRAL, WEIGHT, Scorer, load_scorer
from graph.nquads import read
from ingest.errors import UsageError

OLD = {"1#1": "对企业参加境外展会的展位费给予补贴。", "2#1": "为企业提供茶水。"}
NEW = {"1#1": "对境外展会展位费给予支持。", "2#1": "向来访者供应咖啡。"}


def characters(left: Sequence[str], right: Sequence[str]) -> list[list[float]]:
    """Shared characters over all characters: a scorer without any model."""
    return [[len(set(a) & set(b)) / len(set(a) | set(b)) for b in right] for a in left]


characters.__version__ = "2.1"  # type: ignore[attr-defined]


def says(value: float) -> Scorer:
    return Scorer("test:constant", "1", lambda left, right: [[value] * len(right) for _ in left])


def tea_is_coffee(left: Sequence[str], right: Sequence[str]) -> list[list[float]]:
    return [[1.0 if "茶" in a and "咖啡" in b else 0.0 for b in right] for a in left]


def side(notice: str, texts: dict[str, str]) -> list[LinkMeasure]:
    return [read_measure(notice=notice, local_id=id, text=text) for id, text in texts.items()]


def scores(scorer: Scorer | None) -> dict[tuple[str, str], float]:
    found = link_editions(side("a-2020", OLD), side("a-2026", NEW), scorer=scorer)
    return {(x.left_id, x.right_id): x.score for x in found.links}


FAIR = ("a-2020/1#1", "a-2026/1#1")


def test_a_neutral_scorer_changes_nothing() -> None:
    assert scores(says(NEUTRAL)) == scores(None)


def test_a_scorer_raises_and_lowers_what_the_linker_thinks() -> None:
    alone = scores(None)[FAIR]
    assert scores(says(0.75))[FAIR] > alone
    assert scores(says(0.25)).get(FAIR, 0.0) < alone


def test_a_scorer_finds_partners_that_share_no_concept() -> None:
    tea = ("a-2020/2#1", "a-2026/2#1")
    assert tea not in scores(None)
    assert tea in scores(Scorer("test:tea", "1", tea_is_coffee, weight=20.0))


def test_what_the_scorer_said_is_among_the_evidence() -> None:
    found = link_editions(side("a-2020", OLD), side("a-2026", NEW), scorer=says(0.9)).links
    assert [e.value for x in found for e in x.evidence if e.feature == "scorer"] == [0.9] * len(found)


def test_a_scorer_is_asked_with_texts_of_one_notice_on_each_side() -> None:
    asked: list[tuple[list[str], list[str]]] = []

    def listens(left: Sequence[str], right: Sequence[str]) -> list[list[float]]:
        asked.append((list(left), list(right)))
        return characters(left, right)

    more = side("b-2023", {"1#1": "扩大进口。"})
    link_editions(side("a-2020", OLD), [*side("a-2026", NEW), *more], scorer=Scorer("test:listens", "1", listens))
    assert sorted(len(right) for _, right in asked) == [1, 2]
    assert all(left == list(OLD.values()) for left, _ in asked)


# what a scorer may give wrongly → what is said about it
WRONG = {
    "too few rows": (lambda left, right: [[0.5] * len(right)], "gave 1 × 2 numbers for 2 × 2"),
    "too few columns": (lambda left, right: [[0.5] for _ in left], "gave 2 × 1 numbers for 2 × 2"),
    "no matrix": (lambda left, right: 0.5, "no matrix"),
    "words": (lambda left, right: [["alike"] * len(right) for _ in left], "no matrix"),
    "not a number": (lambda left, right: [[float("nan")] * len(right) for _ in left], "not finite"),
}


@pytest.mark.parametrize(("function", "what"), WRONG.values(), ids=WRONG.keys())
def test_a_scorer_that_gives_nonsense_is_named(function: object, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        scores(Scorer("test:wrong", "1", function))  # type: ignore[arg-type]


def test_a_scorer_is_loaded_by_its_name_with_its_version() -> None:
    found = load_scorer(f"{__name__}:characters")
    assert (found.version, found.weight) == ("2.1", WEIGHT)
    assert found.label == f"{__name__}:characters 2.1 weight 2"
    assert found.matrix(["展会"], ["展会", "退税"]) == [[1.0, 0.0]]


@pytest.mark.parametrize("name", ["no_such_module:score", f"{__name__}:no_such_function", "no-such-entry-point"])
def test_a_scorer_that_is_not_there_is_wrong_usage(name: str) -> None:
    with pytest.raises(UsageError):
        load_scorer(name)


@pytest.fixture
def notices(tmp_path: Path) -> Path:
    folder = tmp_path / "notices"
    folder.mkdir()
    for id, texts in (("a-2020", OLD), ("a-2026", NEW)):
        clauses = "\n".join(f"{'一二'[n]}、{text}" for n, text in enumerate(texts.values()))
        (folder / f"{id}.txt").write_text(f"东山市促进外贸发展若干措施\n{clauses}\n", encoding="utf-8")
    header = "id,file,language,place_zh,place_en,region_code,year,translation_of,source\n"
    rows = "".join(f"a-{year},a-{year}.txt,zh,东山市,Dongshan,371000,{year},,test\n" for year in (2020, 2026))
    (tmp_path / "manifest.csv").write_text(header + rows, encoding="utf-8")
    return folder


def test_the_run_in_the_graph_names_the_scorer_and_another_scorer_is_another_run(notices: Path, tmp_path: Path) -> None:
    def built(scorer: Scorer | None) -> str:
        report = pg.build(notices, store=tmp_path / "store", scorer=scorer)
        assert not report.failures
        return "\n".join(
            str(quad)
            for path in sorted((tmp_path / "store" / "partitions").glob("a-2020--a-2026-*.nq"))
            for quad in read(path.read_bytes())
        )

    alone, helped = built(None), built(load_scorer(f"{__name__}:characters"))
    assert "characters 2.1 weight 2" in helped
    assert '"scorer"' in helped
    assert "scorer" not in alone
    assert built(None) == alone


def test_a_comparison_says_which_scorer_had_a_say(notices: Path) -> None:
    sides = notices / "a-2020.txt", notices / "a-2026.txt"
    assert pg.compare(*sides, scorer=f"{__name__}:characters").record()["scorer"].endswith("characters 2.1 weight 2")
    assert "scorer" not in pg.compare(*sides).record()
