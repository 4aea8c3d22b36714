"""Linking a corpus: one notice more or less gives what linking everything anew gives, and costs what it touches."""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from benchmarks.corpus import MadeNotice, made_city, made_notices
from graph.corpus import CorpusLinks, link_corpus, ready_path
from graph.links.link import link_editions
from graph.links.measures import LinkMeasure
from graph.links.ready import AtHand, ready_bytes
from graph.pairs import EDITIONS
from graph.partitions import Folder
from graph.reviews import Review, digest
from graph.terms import DATA


class Corpus:
    """A folder of partitions, into which made notices are put as if they had been read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def link(self, notices: Sequence[MadeNotice], **more: object) -> CorpusLinks:
        folder = Folder(self.path)
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
