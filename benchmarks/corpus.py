"""Linking a made corpus of 1,000 to 100,000 measures: time for ten times the measures, memory, and the cost of one notice more.

    python -m benchmarks corpus                            1,000 and 10,000 measures, some two minutes
    python -m benchmarks.corpus 1000 10000 100000          the longer one, half an hour

Each size runs in a process of its own. What is counted is CPU time from the words of the measures to the N-Quads of their
links; the links are counted and let go, for those of 100,000 measures take some ten gigabytes. Wanted: ten times the
measures in at most 13 times the time; one notice more, in a linked corpus of 10,000 notices (100,000 measures), for less than
a thousandth of linking all.

The corpus is made of the concepts, beneficiaries and instruments of the lexicon and of benchmarks/corpus.tsv: a concept is drawn
as often as the idf table says it is met, cities take over what others have, and an edition keeps part of the last one.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from graph.corpus import CorpusLinks, link_corpus, ready_path
from graph.links.measures import LinkMeasure, read_measure
from graph.links.profile import above, idf_of
from graph.links.ready import ready_bytes
from graph.partitions import Folder, Summary
from graph.terms import DATA
from ingest.lexicon.schemes import load_scheme
from ingest.pipeline.finders import find_amounts, find_deadlines

SIZES = (1_000, 10_000)

#: measures of a notice, and editions of a place, on average
MEASURES = 10
EDITIONS = 5

#: how many measures of a notice are new wordings of ones that go round among cities; how many an edition keeps
_TAKEN_OVER = 0.35
_KEPT = 0.5

#: how many measures go round
_ROUND = 5000

#: kinds of corpus.tsv that have slots
_WORDINGS = ("pattern", "lead", "tail")

#: how many notices are added to the linked corpus, one by one
MORE = 5

_TABLE = Path(__file__).with_name("corpus.tsv")


@dataclass(frozen=True, slots=True)
class MadeNotice:
    """A made notice: ``id`` is "city-year"."""

    id: str
    place: str
    name: str
    year: int
    texts: tuple[str, ...]

    def measures(self) -> list[LinkMeasure]:
        """Its measures with the concepts, amounts and time limits that are found in them."""
        return [
            read_measure(
                notice=self.id,
                local_id=f"{n}#1",
                text=text,
                place=self.name,
                year=self.year,
                amounts=tuple(find_amounts(text, "zh")),
                deadlines=tuple(find_deadlines(text, "zh")),
            )
            for n, text in enumerate(self.texts, 1)
        ]

    def summary(self) -> Summary:
        return Summary(
            id=self.id,
            language="zh",
            file=f"{self.id}.txt",
            place=self.place,
            year=self.year,
            translation_of=None,
            clauses=len(self.texts),
            units=0,
            amounts=0,
            deadlines=0,
            remarks=0,
            quads=0,
            measures={str(n): 1 for n in range(1, len(self.texts) + 1)},
            roles={},
        )


def made_notices(measures: int, *, seed: int = 2026) -> Iterator[MadeNotice]:
    """Notices with about so many measures in all, place by place; the first ones are the same whatever the number."""
    made = 0
    for city in range(sys.maxsize):
        for notice in made_city(city, seed=seed):
            if made >= measures:
                return
            made += len(notice.texts)
            yield notice


def made_city(city: int, *, seed: int = 2026) -> list[MadeNotice]:
    """The editions of a place: each keeps half of the last one, in new words and with new numbers."""
    rng = random.Random(f"{seed}/city/{city}")
    name = _name(city)
    years = sorted(rng.sample(range(2014, 2027), min(13, max(2, round(rng.gauss(EDITIONS, 1.5))))))
    matters: list[str] = []
    found = []
    for year in years:
        size = max(4, round(rng.gauss(MEASURES, 3)))
        matters = [matter for matter in matters if rng.random() < _KEPT][:size]
        while len(matters) < size:
            matters = list(dict.fromkeys([*matters, _matter(rng, seed)]))
        rng.shuffle(matters)
        texts = tuple(_sentence(random.Random(matter), rng, name, year) for matter in matters)
        found.append(MadeNotice(f"c{city:05d}-{year}", f"{900000 + city}", name, year, texts))
    return found


def _matter(rng: random.Random, seed: int) -> str:
    """What a measure is about: the seed of its pattern and its concepts. Some go round among cities, by the law of Zipf."""
    if rng.random() < _TAKEN_OVER:
        return f"{seed}/round/{int(_ROUND ** rng.random())}"
    return f"{seed}/own/{rng.getrandbits(48)}"


def _sentence(matter: random.Random, rng: random.Random, name: str, year: int) -> str:
    """A measure: the matter decides pattern and concepts, the place and the year decide labels and numbers."""
    values = _values()
    lead, tail = (matter.choice(values[kind]) if matter.random() < 0.6 else "" for kind in ("lead", "tail"))
    pattern = f"{lead}{matter.choice(values['pattern']).removesuffix('。')}{tail}。"
    slots = {
        "what": _label(_draw(matter, "matter"), rng),
        "also": _label(_draw(matter, "matter"), rng),
        "cost": _label(_draw(matter, "cost"), rng),
        "who": rng.choice(_beneficiaries()),
        "rate": f"{rng.choice((10, 20, 30, 40, 50, 60, 70, 80))}%",
        "sum": f"{rng.choice((1, 2, 3, 5, 10, 20, 50, 100, 500, 1000, 3000))}万元",
        "cap": f"{rng.choice((1, 2, 3, 5, 8, 10, 15, 20, 30, 50, 100, 200))}万元",
        "days": str(rng.choice((1, 2, 3, 5, 7, 10, 15))),
        "count": str(rng.choice((3, 5, 10, 20, 30, 50, 100, 200))),
        "year": str(year),
        "place": name,
        **{kind: _zipf(matter, found) for kind, found in values.items() if kind not in _WORDINGS},
    }
    return pattern.format(**slots)


@cache
def _values() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, text = line.split("\t")
            if kind != "kind":
                found.setdefault(kind, []).append(text)
    return found


def _zipf(rng: random.Random, values: Sequence[str]) -> str:
    return values[min(int(rng.paretovariate(0.8)) - 1, len(values) - 1)] if rng.random() < 0.7 else rng.choice(values)


@cache
def _concepts(kind: str) -> tuple[list[str], list[float]]:
    """Concepts that are costs, or those that are not, and how much each is met by itself, by the table of idf."""
    scheme = load_scheme("concept")
    ids = [c.id for c in scheme.concepts if ("costs" in above(c.id)) == (kind == "cost")]
    total = 0.0
    running = []
    for id in ids:
        total += math.exp(-idf_of(id))
        running.append(total)
    return ids, running


def _draw(rng: random.Random, kind: str) -> str:
    ids, running = _concepts(kind)
    return rng.choices(ids, cum_weights=running)[0]


def _label(concept: str, rng: random.Random) -> str:
    """A label of a concept, mostly the preferred one."""
    labels = load_scheme("concept")[concept].labels("zh")
    return labels[min(int(rng.paretovariate(1.2)) - 1, len(labels) - 1)]


@cache
def _beneficiaries() -> list[str]:
    return [concept.pref["zh"] for concept in load_scheme("beneficiary").concepts]


def _name(city: int) -> str:
    first, second = "东西南北上下中新长平安宁永定和", "山海江河湖州阳川原岭泉林台港桥沙石口关溪"
    n = len(first) * len(second)
    return f"{first[city % n % len(first)]}{second[city % n // len(first)]}{'' if city < n else city // n}市"


# ---------------------------------------------------------------------------------------------------------------------
# measuring


class Uncounted(Folder):
    """A folder that keeps everything but the links: of these it counts the bytes."""

    bytes_of_links = 0

    def write(self, path: Path, data: bytes) -> None:
        if path.suffix == ".nq":
            self.bytes_of_links += len(data)
            data = b""
        super().write(path, data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Figures of one size; times in seconds of CPU, memory and links in bytes.

    ``ready``: measures made ready to be linked; ``linked``: the index of near notices, and the pairs. ``one_more``: the same
    for one notice more, on average, of which ``one_ready`` for its measures, with ``pairs_for_one`` to be compared.
    """

    notices: int
    measures: int
    pairs: int
    links: int
    ready: float
    linked: float
    one_more: float
    one_ready: float
    pairs_for_one: float
    peak: int
    written: int


class _Corpus:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.notices: dict[str, tuple[Summary, Path]] = {}
        self.measures = 0
        self.written = 0

    def put(self, notice: MadeNotice) -> float:
        """Adds a notice that was read, and gives the time it takes to make it ready to be linked."""
        measures, summary = notice.measures(), notice.summary()
        start = time.process_time()
        data = ready_bytes(measures)
        taken = time.process_time() - start
        partition = self.path / f"{notice.id}.nq"  # what it is called: with its measures at hand, nobody opens it
        folder = Uncounted(self.path)
        folder.write(ready_path(folder, notice.id, partition), data)
        self.notices[notice.id] = (summary, partition)
        self.measures += len(measures)
        return taken

    def link(self) -> tuple[float, CorpusLinks]:
        """Links what is there, and gives the time it takes."""
        folder = Uncounted(self.path)
        start = time.process_time()
        found = link_corpus(list(self.notices.values()), folder, base=DATA)
        taken = time.process_time() - start
        self.written += folder.bytes_of_links
        return taken, found


def run(size: int) -> Run:
    """Links a corpus of so many measures, without some of its notices, in this process; then adds these, one by one."""
    for notice in made_city(-1):
        ready_bytes(notice.measures())  # the dictionary of jieba and the tables of the lexicon take a second to load
    whole = size + MORE * MEASURES
    ids = [notice.id for notice in made_notices(whole)]
    held_back = set(random.Random(size).sample(ids, MORE))
    with tempfile.TemporaryDirectory(prefix="policygraph-") as path:
        corpus = _Corpus(Path(path))
        more: list[MadeNotice] = []
        ready = 0.0
        for notice in made_notices(whole):
            if notice.id in held_back:
                more.append(notice)
            else:
                ready += corpus.put(notice)
        linked, found = corpus.link()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        notices, measures, written = len(corpus.notices), corpus.measures, corpus.written
        one_ready = one_linked = compared = 0.0
        for notice in more:
            one_ready += corpus.put(notice) / MORE
            taken, after = corpus.link()
            one_linked += taken / MORE
            compared += after.compared / MORE
    return Run(
        notices=notices,
        measures=measures,
        pairs=found.pairs,
        links=found.links,
        ready=ready,
        linked=linked,
        one_more=one_ready + one_linked,
        one_ready=one_ready,
        pairs_for_one=compared,
        peak=peak,
        written=written,
    )


def main(sizes: Sequence[int] = SIZES) -> None:
    head: tuple[str, ...] = (
        "measures",
        "notices",
        "pairs",
        "links",
        "ready s",
        "linked s",
        "all s",
        "ms/measure",
        "× before",
        "peak MB",
    )
    head = (*head, "quads MB", "one more s", "of all 1/", "pairs for it")
    print("linking a made corpus")
    print(" ".join(f"{name:>12s}" for name in head), flush=True)
    before: Run | None = None
    for size in sizes:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.corpus", "--one", str(size)], check=True, stdout=subprocess.PIPE
        )
        found = Run(**json.loads(done.stdout))
        total = found.ready + found.linked
        grown = f"{total / (before.ready + before.linked):.1f}" if before else ""
        cells = (
            f"{found.measures:,}",
            f"{found.notices:,}",
            f"{found.pairs:,}",
            f"{found.links:,}",
            f"{found.ready:.1f}",
            f"{found.linked:.1f}",
            f"{total:.1f}",
            f"{1000 * total / found.measures:.2f}",
            grown,
            f"{found.peak / 1e6:,.0f}",
            f"{found.written / 1e6:,.0f}",
            f"{found.one_more:.3f}",
            f"{total / found.one_more:,.0f}",
            f"{found.pairs_for_one:.1f}",
        )
        print(" ".join(f"{cell:>12s}" for cell in cells), flush=True)
        before = found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="MEASURES")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(asdict(run(asked.one))))
    else:
        main(asked.sizes)
