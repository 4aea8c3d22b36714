"""Linking a corpus: one notice more or less gives what linking everything anew gives, and costs what it touches."""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.corpus import MadeNotice, made_city, made_notices
from graph.corpus import CorpusLinks, link_corpus, ready_path
from graph.links.link import link_editions
from graph.links.measures import LinkMeasure
from graph.links.ready import NEVER, AtHand, ready_bytes
from graph.pairs import EDITIONS
from graph.partitions import Folder
from graph.reviews import Review, digest
from graph.terms import DATA


class Corpus:
    """A folder of partitions, into which made notices are put as if they had been read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def link(self, notices: Sequence[MadeNotice], stop_after: int | None = None, **more: object) -> CorpusLinks:
        folder = Folder(self.path) if stop_after is None else Stopped(self.path, stop_after)
        given = []
        for notice in notices:
            partition = folder.file(notice.id, digest(repr(notice)))
            measures = ready_path(folder, notice.id, partition)
            if not measures.is_file():
                folder.write(measures, ready_bytes(notice.measures()))
            given.append((notice.summary(), partition))
        found = link_corpus(given, folder, base=DATA, **more)  # type: ignore[arg-type]
        folder.prune()
        return found

    def state(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.path.iterdir()}


class Stopped(Folder):
    """A folder in the middle of whose writing somebody stops the build."""

    def __init__(self, path: Path, writes: int) -> None:
        super().__init__(path)
        self.left = writes

    def write(self, path: Path, data: bytes) -> None:
        if not self.left:
            path.with_name(f".{path.name}.1").write_bytes(data[: len(data) // 2])
            raise KeyboardInterrupt
        self.left -= 1
        super().write(path, data)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two near notices are enough, so that a small corpus has more than can be compared."""
    monkeypatch.setattr("graph.links.nearness.NEAREST", 2)


@pytest.fixture(scope="module")
def notices() -> list[MadeNotice]:
    return [replace(notice, texts=notice.texts[:4]) for notice in list(made_notices(190))[:19]]


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_by_one_in_any_order_is_all_at_once(notices: list[MadeNotice], tmp_path: Path, seed: int) -> None:
    at_once, grown = Corpus(tmp_path / "once"), Corpus(tmp_path / "grown")
    whole = at_once.link(notices)
    order = random.Random(seed).sample(notices, len(notices))
    for n in range(0, len(order) + 1, 3):  # three at a time, each of them before those that were there or after
        grown.link(order[:n])
    last = grown.link(order)
    assert grown.state() == at_once.state()
    assert (last.pairs, last.links, last.unpaired) == (whole.pairs, whole.links, whole.unpaired)
    assert whole.links


@pytest.mark.usefixtures("few")
def test_one_less_is_as_if_it_had_never_been_there(notices: list[MadeNotice], tmp_path: Path) -> None:
    at_once, shrunk = Corpus(tmp_path / "once"), Corpus(tmp_path / "shrunk")
    shrunk.link(notices)
    rest = [notice for notice in notices if notice is not notices[7]]
    shrunk.link(rest)
    at_once.link(rest)
    assert shrunk.state() == at_once.state()


@pytest.mark.usefixtures("few")
def test_one_more_is_compared_with_what_it_touches(notices: list[MadeNotice], tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "corpus")
    rest, (one,) = notices[1:], notices[:1]
    corpus.link(rest)
    before = corpus.state()
    found = corpus.link(notices)
    touched = [path for path in found.partitions if f"{one.id}--" in path.name or f"--{one.id}-" in path.name]
    assert found.compared == len(touched) < found.pairs
    unchanged = {name for name in corpus.state() if name.endswith(".nq")} - {path.name for path in touched}
    assert unchanged <= set(before)
    assert corpus.link(notices).compared == 0


@pytest.mark.usefixtures("few")
def test_other_words_are_another_notice(notices: list[MadeNotice], tmp_path: Path) -> None:
    corpus, anew = Corpus(tmp_path / "corpus"), Corpus(tmp_path / "anew")
    corpus.link(notices)
    changed = [*notices[:5], replace(notices[5], texts=notices[9].texts), *notices[6:]]
    corpus.link(changed)
    anew.link(changed)
    assert corpus.state() == anew.state()


@pytest.mark.usefixtures("few")
def test_pairs_grow_with_the_notices(notices: list[MadeNotice], tmp_path: Path) -> None:
    found = Corpus(tmp_path / "corpus").link(notices)
    assert found.pairs <= len(notices) * (2 + EDITIONS)
    assert found.pairs < len(notices) * (len(notices) - 1) / 2


@pytest.mark.usefixtures("few")
def test_processes_give_the_same(notices: list[MadeNotice], tmp_path: Path) -> None:
    alone, shared = Corpus(tmp_path / "alone"), Corpus(tmp_path / "shared")
    alone.link(notices[:8])
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        shared.link(notices[:8], pool=pool, ahead=2)
    assert shared.state() == alone.state()


@pytest.mark.usefixtures("few")
def test_what_people_decided_is_linked_however_far(notices: list[MadeNotice], tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "corpus")
    stored = {path.name[: path.name.rindex("-")] for path in corpus.link(notices).partitions}
    left, right = next(
        (a, b) for a in notices for b in notices if a.place < b.place and f"{a.id}--{b.id}" not in stored
    )
    mine, theirs = left.measures()[0], right.measures()[1]
    decision = Review(
        left=mine.id,
        right=theirs.id,
        decision="add",
        relation="related",
        left_digest=digest(mine.text),
        right_digest=digest(theirs.text),
    )
    found = corpus.link(notices, reviews=[decision])
    (path,) = (path for path in found.partitions if path.name.startswith(f"{left.id}--{right.id}-"))
    assert b"ManualMappingCuration" in path.read_bytes()
    assert found.refused == []
    stale = replace(decision, left_digest=digest("other words"))
    assert len(corpus.link(notices, reviews=[stale]).refused) == 1


def test_what_was_lost_is_made_again(notices: list[MadeNotice], tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "corpus")
    corpus.link(notices[:6])
    before = corpus.state()
    for name, data in before.items():
        if name.endswith((".index", ".pairs")):
            (corpus.path / name).write_bytes(data[: len(data) // 2])
    first = next(name for name in before if name.endswith(".nq"))
    (corpus.path / first).unlink()
    corpus.link(notices[:6])
    assert corpus.state() == before


class Step(NamedTuple):
    """What happens between two builds: notices come, change their words (0 or 1) or go (None), people decide; after how many
    files the build is stopped, if it is; which files get lost then; in which order the notices are given."""

    notices: dict[int, int | None]
    decided: set[int]
    stopped: int | None
    lost: list[int]
    order: int


_STEPS = st.builds(
    Step,
    st.dictionaries(st.integers(0, 6), st.none() | st.integers(0, 1), max_size=3),
    st.sets(st.integers(0, 3)),
    st.none() | st.integers(0, 30),
    st.lists(st.integers(0, 1000), max_size=2),
    st.integers(0, 5),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(_STEPS, min_size=1, max_size=4))
def test_whatever_came_before_it_is_as_if_built_from_nothing(steps: list[Step]) -> None:
    with TemporaryDirectory() as path, pytest.MonkeyPatch.context() as patch:
        patch.setattr("graph.links.nearness.NEAREST", 2)
        grown = Corpus(Path(path) / "grown")
        there: dict[int, int | None] = dict.fromkeys(range(7), 0)
        for n, step in enumerate([Step({}, set(), None, [], 0), *steps, steps[-1]]):
            there |= step.notices
            corpus = [_VERSIONS[version][n] for n, version in there.items() if version is not None]
            random.Random(step.order).shuffle(corpus)
            reviews = [_DECISIONS[n] for n in sorted(step.decided)]
            if n > len(steps):  # the last one is not stopped
                break
            with suppress(KeyboardInterrupt):
                grown.link(corpus, stop_after=step.stopped, reviews=reviews)
            names = sorted(found.name for found in grown.path.iterdir() if not found.name.startswith("."))
            for one in step.lost[: len(names)]:
                (grown.path / names[one % len(names)]).unlink(missing_ok=True)
        last = grown.link(corpus, reviews=reviews)
        anew = Corpus(Path(path) / "anew")
        whole = anew.link(corpus, reviews=reviews)
        assert grown.state() == anew.state()
        assert last.names == whole.names
        assert (last.links, last.unpaired, last.pairs) == (whole.links, whole.unpaired, whole.pairs)
        assert list(map(str, last.refused)) == list(map(str, whole.refused))


_SHORT = [replace(notice, texts=notice.texts[:2]) for notice in list(made_notices(80))[:7]]
_VERSIONS = [_SHORT, [replace(one, texts=_SHORT[n - 1].texts) for n, one in enumerate(_SHORT)]]


def _decision(left: int, right: int, decision: Literal["add", "reject"]) -> Review:
    mine, theirs = _SHORT[left].measures()[0], _SHORT[right].measures()[1]
    relation = None if decision == "reject" else "related"
    left_digest, right_digest = digest(mine.text), digest(theirs.text)
    return Review(
        left=mine.id,
        right=theirs.id,
        decision=decision,
        relation=relation,
        left_digest=left_digest,
        right_digest=right_digest,
    )


_DECISIONS = [_decision(0, 6, "add"), _decision(0, 6, "reject"), _decision(1, 0, "add"), _decision(5, 2, "add")]


@pytest.mark.usefixtures("few")
def test_a_decision_comes_and_goes(tmp_path: Path) -> None:
    """About two editions, which are compared in any case: the words of neither have changed, but what is said of them."""
    corpus, anew = Corpus(tmp_path / "corpus"), Corpus(tmp_path / "anew")
    assert _SHORT[0].place == _SHORT[1].place
    anew.link(_SHORT)
    for reviews in ([], [_DECISIONS[2]], [replace(_DECISIONS[2], note="on reflection")], []):
        found = corpus.link(_SHORT, reviews=reviews)
        data = b"".join(path.read_bytes() for path in found.partitions)
        assert (b"ManualMappingCuration" in data, b"on reflection" in data) == (
            bool(reviews),
            any(review.note for review in reviews),
        )
    assert corpus.state() == anew.state()


def test_measures_come_back_as_they_were() -> None:
    """Amounts, time limits, concepts and cut words are those of the measures, and so are the links."""
    old, new = (notice.measures() for notice in made_city(1)[:2])
    at_hand = AtHand()
    mine, theirs = (at_hand(ready_bytes(measures)).profiles for measures in (old, new))
    assert [p.measure for p in mine] == old
    assert [p.measure for p in theirs] == new
    assert any(m.amounts for m in old) and any(m.deadlines for m in (*old, *new))
    assert link_editions([p.measure for p in mine], [p.measure for p in theirs]) == link_editions(old, new)
    for kept in mine:
        assert kept.words == type(kept)(kept.measure).words
        assert kept.keys == type(kept)(kept.measure).keys
        assert kept.segment_words == type(kept)(kept.measure).segment_words


def test_no_more_than_so_many_are_kept_at_hand() -> None:
    made = [ready_bytes(notice.measures()) for notice in made_notices(120)]
    at_hand = AtHand(measures=30)
    first = at_hand(made[0])
    assert at_hand(made[0]) is first
    for data in made:
        at_hand(data)
    assert at_hand(made[0]) is not first
    assert at_hand(made[0]).signature == first.signature


def test_what_is_wanted_soonest_stays_at_hand() -> None:
    first, second, third, fourth, *rest = (ready_bytes(notice.measures()) for notice in made_notices(120))
    at_hand = AtHand(measures=45)
    kept = at_hand(first), at_hand(second)
    at_hand.wanted(first, 9)
    at_hand.wanted(second, 8)
    for data in (third, fourth, *rest):  # nobody says that these are wanted again
        at_hand(data)
    assert (at_hand(first), at_hand(second)) == kept
    assert at_hand(first) is kept[0] and at_hand(second) is kept[1]
    at_hand.wanted(first, NEVER)
    for data in rest:
        at_hand(data)
    assert at_hand(second) is kept[1]
    assert at_hand(first) is not kept[0]


def test_made_notices_are_the_same_every_time() -> None:
    some = list(made_notices(100))
    assert some == list(made_notices(300))[: len(some)]
    assert len({notice.id for notice in some}) == len(some)
    measures: list[LinkMeasure] = [measure for notice in some for measure in notice.measures()]
    assert abs(len(measures) - 100) < 20
    assert len({measure.text for measure in measures}) > 0.9 * len(measures)
    named = {match.concept for measure in measures for match in measure.concepts}
    assert len(named) > 60
    assert not any("{" in measure.text for measure in measures)
