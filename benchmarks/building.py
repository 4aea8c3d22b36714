"""A whole ``policygraph build`` of a made corpus, the same again, and with one notice more: reading, linking, store.

    python -m benchmarks building                   100 and 300 notices, some two minutes
    python -m benchmarks.building 100 1000          ten times the notices, five minutes and two gigabytes of disk

Each size runs in a process of its own; what is counted is CPU time. The notices are those of ``benchmarks.corpus``, as text.
Of the rows "one more" and "one less" each is the average of three.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.corpus import MEASURES, MadeNotice, made_notices
from graph.build import BuildReport, build
from ingest.manifest import Manifest, ManifestEntry

SIZES = (100, 300)

#: how many notices are added and taken away, one by one
MORE = 3

_NUMBERS = "一二三四五六七八九十"

_NOTICE = """{name}人民政府关于印发{name}促进外贸稳定增长若干措施的通知

各区、县人民政府：

{clauses}

{name}人民政府
{year}年3月1日
"""


def notice_text(notice: MadeNotice) -> str:
    """A made notice as its file would be: each measure is a numbered clause."""
    clauses = "\n".join(f"{_numeral(n)}、{text}" for n, text in enumerate(notice.texts, 1))
    return _NOTICE.format(name=notice.name, year=notice.year, clauses=clauses)


def _numeral(n: int) -> str:
    """1 to 99 in Chinese.

    >>> _numeral(7), _numeral(10), _numeral(12), _numeral(20), _numeral(35)
    ('七', '十', '十二', '二十', '三十五')
    """
    tens, ones = divmod(n, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMBERS[tens - 1]}十"
    return head + (_NUMBERS[ones - 1] if ones else "")


def run(size: int) -> None:
    """Builds a corpus of so many notices in this process and prints a row for each build."""
    notices = list(made_notices(size * MEASURES + MORE * MEASURES))[: size + MORE]
    rows = (
        ManifestEntry(id=n.id, file=f"{n.id}.txt", language="zh", place_zh=n.name, region_code=n.place, year=n.year)
        for n in notices
    )
    manifest = Manifest(tuple(rows))
    more = notices[size // 2 : size // 2 + MORE]
    with tempfile.TemporaryDirectory(prefix="policygraph-") as name:
        folder = Path(name) / "notices"
        folder.mkdir()

        def put(notice: MadeNotice) -> None:
            (folder / f"{notice.id}.txt").write_text(notice_text(notice), encoding="utf-8")

        def built() -> tuple[float, BuildReport]:
            start = time.process_time()
            report = build([folder], manifest=manifest, store_dir=Path(name) / "store")
            return time.process_time() - start, report

        for notice in notices:
            if notice not in more:
                put(notice)
        whole, report = built()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        print(
            f"{len(report.notices):,} notices, {report.pairs:,} pairs, {report.quads:,} quads: "
            f"{whole:.1f} s, peak {peak / 1e6:,.0f} MB"
        )
        time.sleep(2.5)  # files younger than two seconds are read again (graph.files)
        added = taken = 0.0
        same, _ = built()
        for notice in more:
            put(notice)
            added += built()[0] / MORE
        for notice in more:
            (folder / f"{notice.id}.txt").unlink()
            taken += built()[0] / MORE
        for what, seconds in (("nothing new", same), ("one more", added), ("one less", taken)):
            print(f"    {what:12s} {seconds:6.2f} s, 1/{whole / seconds:,.0f} of all", flush=True)


def main(sizes: Sequence[int] = SIZES) -> None:
    print("building a made corpus")
    for size in sizes:
        subprocess.run([sys.executable, "-m", "benchmarks.building", "--one", str(size)], check=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="NOTICES")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        run(asked.one)
    else:
        main(asked.sizes)
