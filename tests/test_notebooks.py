"""The notebooks run from their own folder and show what they say they show; what is committed was executed."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
EACH = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def shown(cell) -> str:
    """What a cell shows, the richest form of each output."""
    parts = []
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        parts.append(
            data.get("image/svg+xml")
            or data.get("text/html")
            or data.get("text/markdown")
            or data.get("text/plain", "")
        )
    return "\n".join(parts)


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory, store_folder: Path):
    """Each notebook, run in a tree like ours whose store is that of the session."""
    spec = importlib.util.spec_from_file_location("execute", ROOT / "notebooks/execute.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    tree = tmp_path_factory.mktemp("tree")
    (tree / "build").mkdir()
    (tree / "notebooks").mkdir()
    (tree / "build/store").symlink_to(store_folder)
    (tree / "data").symlink_to(ROOT / "data")
    for path in NOTEBOOKS:
        shutil.copy(path, tree / "notebooks")
    return {path.stem: {c["id"]: c for c in script.execute(tree / "notebooks" / path.name).cells} for path in NOTEBOOKS}


def test_both_notebooks_are_there() -> None:
    assert {path.stem for path in NOTEBOOKS} >= {"weihai_2020_2026", "cross_city_comparison"}


@EACH
def test_what_is_committed_was_executed(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    codes = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in codes] == list(range(1, len(codes) + 1))
    assert all(output.output_type != "error" for cell in codes for output in cell.outputs)
    assert all(cell.outputs for cell in codes[1:])
    assert path.stat().st_size < 600_000


@EACH
def test_nothing_of_the_machine_is_in_it(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert dict(notebook.metadata.language_info) == {"name": "python"}
    assert all(not cell.metadata for cell in notebook.cells)
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"/(home|root|work|tmp|Users)/", text)


@EACH
def test_only_the_public_face_is_used(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    source = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert "import policygraph as pg" in source
    assert not re.search(r"^\s*(from|import) (ingest|graph|queries)\b", source, re.M)


@EACH
def test_chinese_comes_first_and_english_follows(path: Path) -> None:
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            chinese, english = re.search("[一-鿿]", cell.source), re.search(r"\*[A-Z]", cell.source)
            assert chinese and english and chinese.start() < english.start(), cell.source


@EACH
def test_figures_keep_their_words(path: Path, executed) -> None:
    """Chinese as characters in <text>, so that the viewer's font draws it, not as outlines of the font of this machine."""
    figures = [text for cell in executed[path.stem].values() if (text := shown(cell)).startswith("<svg")]
    assert figures
    for svg in figures:
        assert "<path" not in svg and "<image" not in svg
        assert re.search(r"<text [^>]*>[^<]*[一-鿿]", svg)


CELLS = {
    "both editions": ("weihai_2020_2026", "overview", ["威商务字〔2026〕1号", "2026-01-04", "威海市促进外贸稳增长政策措施"]),
    "green trade is a topic of the chart": ("weihai_2020_2026", "topics", ["绿色贸易", "扩大进口"]),
    "imports lost weight": ("weihai_2020_2026", "topics-words", ["占比下降最多", "扩大进口（-"]),
    "the lead unit": ("weihai_2020_2026", "units-words", ["市商务局"]),
    "the two units of 2020 and 2026": ("weihai_2020_2026", "units", ["威海海关", "市口岸事务中心"]),
    "certainty": ("weihai_2020_2026", "certainty", ["未定数额", "研究探索"]),
    "all amounts": ("weihai_2020_2026", "amounts", ["100亿元", "15%", "全额", "四条"]),
    "three working days": ("weihai_2020_2026", "limits", ["不超过3个工作日", "2个工作日", "市税务局"]),
    "five notices": ("cross_city_comparison", "overview", ["威海综合保税区", "鸡西市", "连政办发〔2023〕31号"]),
    "topics by edition": ("cross_city_comparison", "matrix", ["绿色贸易", "连云港市", "2023"]),
    "rates with their base": ("cross_city_comparison", "rates", ["注册费用", "80%", "鸡西市 2022"]),
    "caps with their scope": ("cross_city_comparison", "caps", ["80000", "同一展会", "70%"]),
    "thresholds": ("cross_city_comparison", "thresholds", ["新增进出口额", "50000000"]),
    "time line": ("cross_city_comparison", "timeline", ["完成基本功能", "每周5班稳定运营"]),
    "who works with whom": ("cross_city_comparison", "network", ["市商务局", "连云港海关"]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "cell", "words"), CELLS.values(), ids=CELLS.keys())
def test_cells_show_what_the_notices_say(name: str, cell: str, words: list[str], executed) -> None:
    text = plain(shown(executed[name][cell]))
    assert [word for word in words if word not in text] == []


#: pairs of data/gold, confidence 2 and 3
PAIRS = [("11#3", "4/37#1"), ("1#5", "3/23#1"), ("2#4", "3/26#1")]


def test_pairs_of_the_editions(executed) -> None:
    cells = executed["weihai_2020_2026"]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in shown(cells["links"]).split("<tr>")]
    found = {(row[2], row[4]) for row in rows if len(row) > 4}
    assert [pair for pair in PAIRS if pair not in found] == []
    assert "绿色" in shown(cells["new"])
    assert "疫情" in shown(cells["dropped"])
