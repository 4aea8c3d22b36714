"""PDF → Document with paragraphs, against pypdfium2's bare text of the same file and pdfplumber's ``extract_text``.

CPU time in one run, so only the ratios count. Wanted: at most twice the bare text, at least ten times as fast as
pdfplumber; memory that grows with what is kept of a page (its lines and their places) and with nothing else, measured in
a process of its own for each length. The long files are made here, from the pages of a sample.
"""

from __future__ import annotations

import io
import logging
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.timing import alternately, cpu_seconds
from ingest.readers import Limits, read
from ingest.readers.child import ChildLimits, Children

SAMPLES = Path("tests/samples")
BORN_DIGITAL = (
    "s0_weihai_2026_joint",
    "s1_weihai_2020_nohead",
    "s2_jixi_nohead",
    "s3_lianyungang_2023",
    "s4_ftz_2019",
    "s4_full_elements",
    "s3_kangxi_tounicode",
    "s2_charbychar",
    "s1_nonembedded_cid",
    "layout_en_ragged",
    "layout_zh_hanging",
)
WITH_TABLES = ("s3_libreoffice", "table_policy_list", "table_policy_list_noborder", "bilingual_table")
LONG = "s3_lianyungang_2023"
PAGES = (100, 500, 2000)
NO_OCR = Limits(ocr_pages=0)

_PEAK = """
import sys
from pathlib import Path
from ingest.readers import Limits, read_file

def peak():  # kilobytes; of this process alone, where the system says it
    try:
        said = Path("/proc/self/status").read_text()
        return int(said.split("VmHWM:")[1].split()[0])
    except (OSError, IndexError):
        import resource
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most // 1024 if sys.platform == "darwin" else most

read_file(sys.argv[2], limits=Limits(ocr_pages=0))
before = peak()
read_file(sys.argv[1], limits=Limits(ocr_pages=0))
print(before, peak())
"""


def main() -> None:
    print("reading                           pages   × bare text   × faster than pdfplumber")
    for name in BORN_DIGITAL:
        _row(name, (SAMPLES / f"{name}.pdf").read_bytes())
    _row("200 pages", long_pdf(200), runs=2)
    _row("2,000 pages", long_pdf(2000), runs=1, plumber=False)
    print("with tables (each page that has one takes longer than its text)")
    for name in WITH_TABLES:
        _row(name, (SAMPLES / f"{name}.pdf").read_bytes())
    print("\npeak memory                       pages   before, MB   after, MB   grown by a page, kB")
    with TemporaryDirectory() as folder:
        for pages in PAGES:
            path = Path(folder) / "long.pdf"
            path.write_bytes(long_pdf(pages))
            command = [sys.executable, "-c", _PEAK, str(path), str(SAMPLES / f"{LONG}.pdf")]
            said = subprocess.run(command, capture_output=True, check=True).stdout.split()
            before, after = map(int, said)
            print(f"{'':30s} {pages:8,d} {before / 1024:12.0f} {after / 1024:11.0f} {(after - before) / pages:21.0f}")
    _children()


def _children() -> None:
    """What a child process costs: its start once, and what each file takes longer than in this process (by the clock)."""
    data = (SAMPLES / f"{LONG}.pdf").read_bytes()
    with Children(ChildLimits()) as children:
        start = _clock(lambda: children.run(read, data, "first"))
        there = min(_clock(lambda: children.run(read, data, LONG)) for _ in range(20))
    here = min(_clock(lambda: read(data, LONG)) for _ in range(20))
    print("\nin a child process, by the clock")
    print(f"{'first file, with the start of the child':42s} {1000 * start:8.0f} ms")
    print(f"{'each file after it':42s} {1000 * there:8.1f} ms, in this process {1000 * here:.1f} ms")


def _clock(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _row(name: str, data: bytes, *, runs: int = 0, plumber: bool = True) -> None:
    pages = _pages(data)
    runs = runs or max(5, 60 // pages)  # what takes a few milliseconds is measured more often
    bare, ours = alternately([lambda: bare_text(data), lambda: read(data, name, limits=NO_OCR)], runs=runs)
    theirs = cpu_seconds(lambda: plumber_text(data), runs=max(1, runs // 5), warm=False) if plumber else 0.0
    faster = f"{theirs / ours:12.1f}" if plumber else ""
    print(f"{name:30s} {pages:8,d} {ours / bare:12.2f} {faster}", flush=True)


def bare_text(data: bytes) -> list[str]:
    """The text of every page as pdfium gives it: no lines, no places, no paragraphs."""
    import pypdfium2

    out = []
    pdf = pypdfium2.PdfDocument(data)
    for number in range(len(pdf)):
        page = pdf[number]
        text = page.get_textpage()
        out.append(text.get_text_range())
        text.close()
        page.close()
    pdf.close()
    return out


def plumber_text(data: bytes) -> list[str]:
    """The text of every page as pdfplumber gives it, pages closed one by one."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    out = []
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            out.append(page.extract_text())
            page.close()
    return out


def long_pdf(pages: int) -> bytes:
    """A PDF of so many pages: those of a sample, over and over."""
    import pypdfium2

    source, made = pypdfium2.PdfDocument(SAMPLES / f"{LONG}.pdf"), pypdfium2.PdfDocument.new()
    while len(made) < pages:
        made.import_pages(source, list(range(min(len(source), pages - len(made)))))
    out = io.BytesIO()
    made.save(out)
    made.close()
    source.close()
    return out.getvalue()


def _pages(data: bytes) -> int:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    try:
        return len(pdf)
    finally:
        pdf.close()
