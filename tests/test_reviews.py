"""Decisions of people: out to a table, back from a spreadsheet, winning over the linker, refused when the text has changed."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from graph.build import build
from graph.comparison import Comparison, compare_notices
from graph.facts import Facts
from graph.review_folder import load_reviews, take_in
from graph.review_table import COLUMNS, read_table, review_rows, shielded, texts_of, write_table
from graph.reviews import Review, about, digest
from graph.store import open_store
from graph.terms import term
from ingest.errors import ReviewError
from ingest.manifest import load_manifest
from policygraph import verbs
from policygraph.cli import cli

OLD = """东山市促进外贸发展若干措施
一、支持企业参展。对企业参加境外展会的，按展位费的50%给予补贴。
二、加快出口退税。进一步压缩出口退税办理时间。
三、开展职业技能培训。开展大规模职业技能培训，提升劳动者职业技能水平。
"""
NEW = """东山市促进外贸发展若干措施
一、支持企业参展。对企业参加境外展会的，按展位费的70%给予补贴。
二、加快出口退税。确保企业退税平均办理时间不超过3个工作日。
三、发展绿色贸易。拓展绿色贸易，鼓励企业开展绿色产品认证。
"""
FAIR = ("dongshan-2020/1#1", "dongshan-2026/1#1")
TAX = ("dongshan-2020/2#1", "dongshan-2026/2#1")
MISSED = ("dongshan-2020/3#1", "dongshan-2026/3#1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two notices with a manifest, as a user has them."""
    (tmp_path / "manifest.csv").write_text(
        "id,file,place_zh,year\ndongshan-2020,old.txt,东山市,2020\ndongshan-2026,new.txt,东山市,2026\n",
        encoding="utf-8",
    )
    (tmp_path / "old.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.txt").write_text(NEW, encoding="utf-8")
    return tmp_path


def compared(folder: Path, a: str = "dongshan-2020", b: str = "dongshan-2026") -> Comparison:
    return verbs.compare(a, b, manifest=folder / "manifest.csv")


def pairs(found: Comparison) -> dict[tuple[str, str], str]:
    return {(link.left_id, link.right_id): link.relation for link in found.links}


def decide(folder: Path, *rows: dict[str, str]) -> Path:
    """The table of the notices as a person fills it in: rows of a known pair are changed, others are added."""
    table = {(row["from"], row["to"]): row for row in review_rows(compared(folder))}
    for row in rows:
        table.setdefault((row["from"], row["to"]), dict.fromkeys(COLUMNS, "")).update(row)
    path = folder / "links.csv"
    path.write_bytes(write_table(table.values()))
    return path


def row(pair: tuple[str, str], decision: str, relation: str = "", **more: str) -> dict[str, str]:
    return {"from": pair[0], "to": pair[1], "decision": decision, "relation_reviewed": relation, **more}


def run(*args: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, list(args), prog_name="policygraph")
    return done.exit_code, done.stdout, done.stderr


# ---------------------------------------------------------------------------------------------------------------------
# what a decision does


def test_the_linker_finds_what_the_decisions_are_about(folder):
    found = pairs(compared(folder))
    assert FAIR in found
    assert TAX in found
    assert MISSED not in found


def test_all_four_decisions(folder):
    table = decide(
        folder,
        row(FAIR, "accept", reviewer="张三"),
        row(TAX, "reject", note="只是相近"),
        row(MISSED, "add", "更换工具", note="培训改为认证"),
    )
    done = verbs.review(table, manifest=folder / "manifest.csv")
    assert (done.counts, done.errors) == ({"accept": 1, "reject": 1, "add": 1}, ())
    assert [path.name for path in done.files] == ["dongshan-2020--dongshan-2026.csv"]

    found = compared(folder)
    assert pairs(found)[FAIR] == "strengthens"
    assert pairs(found)[MISSED] == "replaces_instrument"
    assert TAX not in pairs(found)
    assert [(link.left_id, link.right_id) for link in found.rejected] == [TAX]
    assert [statement.id for statement in found.dropped] == [TAX[0]]
    assert [statement.best_id for statement in found.dropped] == [TAX[1]]
    assert [statement.id for statement in found.new] == [TAX[1]]
    status = {(link.left_id, link.right_id): found.status_of(link) for link in found.links}
    assert status[FAIR] == status[MISSED] == "confirmed"
    added = next(link for link in found.links if (link.left_id, link.right_id) == MISSED)
    assert (added.score, "培训改为认证" in added.why_zh) == (1.0, True)


def test_relabel_takes_labels_of_both_languages(folder):
    for name in ("weakens", "减弱", "Weakens"):
        verbs.review(decide(folder, row(FAIR, "改判", name)), manifest=folder / "manifest.csv")
        assert pairs(compared(folder))[FAIR] == "weakens"


def test_decisions_hold_the_other_way_round(folder):
    verbs.review(decide(folder, row(FAIR, "relabel", "narrows")), manifest=folder / "manifest.csv")
    back = compared(folder, "dongshan-2026", "dongshan-2020")
    assert pairs(back)[FAIR[::-1]] == "broadens"


def test_a_later_decision_replaces_an_earlier_one(folder):
    verbs.review(decide(folder, row(FAIR, "reject"), row(TAX, "accept")), manifest=folder / "manifest.csv")
    verbs.review(decide(folder, row(FAIR, "accept")), manifest=folder / "manifest.csv")
    kept = load_reviews(folder / "reviews").reviews
    assert {(r.left, r.right): r.decision for r in kept} == {FAIR: "accept", TAX: "accept"}


def test_the_kept_table_is_itself_a_table_to_edit(folder):
    verbs.review(decide(folder, row(FAIR, "accept", reviewer="张三")), manifest=folder / "manifest.csv")
    kept = folder / "reviews/dongshan-2020--dongshan-2026.csv"
    before = kept.read_bytes()
    verbs.review(kept, manifest=folder / "manifest.csv")
    assert kept.read_bytes() == before
    assert before.startswith(b"\xef\xbb\xbf")


def test_a_measure_that_moved_takes_its_decision_along(folder):
    verbs.review(decide(folder, row(FAIR, "reject")), manifest=folder / "manifest.csv")
    (folder / "new.txt").write_text(NEW.replace("一、支持", "一、发展海外仓。支持企业建设海外仓。\n二、支持", 1).replace(
        "二、加快", "三、加快").replace("三、发展绿", "四、发展绿"), encoding="utf-8")  # fmt: skip
    found = compared(folder)
    assert not found.refused
    assert (FAIR[0], "dongshan-2026/2#1") not in pairs(found)
    assert [link.right_id for link in found.rejected] == ["dongshan-2026/2#1"]


def test_a_text_that_changed_refuses_its_decision_and_says_which(folder):
    verbs.review(decide(folder, row(FAIR, "reject"), row(TAX, "accept")), manifest=folder / "manifest.csv")
    (folder / "new.txt").write_text(NEW.replace("70%", "80%"), encoding="utf-8")
    found = compared(folder)
    (error,) = found.refused
    assert f"the text of {FAIR[1]} has changed" in str(error)
    assert "dongshan-2020--dongshan-2026.csv:2" in str(error)
    assert FAIR in pairs(found)  # not applied
    assert (TAX in found.reviews, FAIR in found.reviews) == (True, False)
    code, _, err = run("review", "--manifest", str(folder / "manifest.csv"))
    assert code == 1
    assert "has changed" in err


def test_white_space_is_no_change():
    assert digest("给予 3万元\n奖励；") == digest("给予３万元奖励;")
    assert digest("给予3万元奖励") != digest("给予4万元奖励")


# ---------------------------------------------------------------------------------------------------------------------
# what people and spreadsheets do to a table


@pytest.mark.parametrize(("encoding", "delimiter"), [("gb18030", ","), ("utf-16", "\t"), ("utf-8", ";")])
def test_whatever_a_spreadsheet_saves_is_read(folder, encoding, delimiter):
    table = decide(folder, row(FAIR, "采纳", reviewer="张三"))
    rows = list(csv.reader(io.StringIO(table.read_bytes().decode("utf-8-sig"))))
    out = io.StringIO()
    shuffled = [[*cells[5:], *cells[:5]] for cells in [*rows, [""] * len(rows[0])]]
    csv.writer(out, delimiter=delimiter).writerows(shuffled)
    table.write_bytes(out.getvalue().encode(encoding))
    done = verbs.review(table, manifest=folder / "manifest.csv")
    assert (done.counts, done.errors) == ({"accept": 1}, ())
    assert load_reviews(folder / "reviews").reviews[0].reviewer == "张三"


WRONG = {
    "no such decision": (row(FAIR, "maybe"), "no decision 'maybe' (try: accept"),
    "no such relation": (row(FAIR, "relabel", "better"), "no relation 'better'"),
    "relabel without a relation": (row(FAIR, "relabel"), "relabel needs relation_reviewed"),
    "a relation without a decision": (row(FAIR, "", "weakens"), "without a decision"),
    "accepted and called something else": (row(FAIR, "accept", "weakens"), "(try: relabel)"),
    "rejected and called something": (row(FAIR, "reject", "weakens"), "rejected, but called"),
    "no such measure": (row((FAIR[0], "dongshan-2026/9#9"), "add", "related"), "no measure dongshan-2026/9#9"),
    "no measure id": (row((FAIR[0], "9"), "add", "related"), "no measure id '9'"),
    "a relation of the other mode": (row(FAIR, "relabel", "same_aim_same_instrument"), "no relation between editions"),
    "a text that has changed": (row(FAIR, "accept", digest_from="t0000000000000000"), "has changed since"),
    "accepted what was not found": (row(MISSED, "accept"), "no relation to accept"),
}


@pytest.mark.parametrize(("bad", "says"), WRONG.values(), ids=WRONG.keys())
def test_a_bad_row_is_named_with_its_line_and_the_rest_is_kept(folder, bad, says):
    table = decide(folder, row(TAX, "accept"), bad)
    lines = table.read_bytes().decode("utf-8-sig").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if text.startswith(f"{bad['from']},{bad['to']},"))
    code, _, err = run("review", str(table), "--manifest", str(folder / "manifest.csv"))
    assert code == 1
    assert f"{table}:{line}: " in err
    assert says in err
    assert [(r.left, r.right) for r in load_reviews(folder / "reviews").reviews] == [TAX]


def test_a_pair_decided_twice_is_an_error():
    table = write_table([row(FAIR, "reject"), row(FAIR, "reject")])
    errors = read_table(table, "t.csv", {FAIR[0]: "a", FAIR[1]: "b"}).errors
    assert [str(error) for error in errors] == [f"t.csv:3: {FAIR[0]} and {FAIR[1]} are decided twice, first in line 2"]


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", "来源,去向\n".encode()])
def test_a_file_that_is_no_table_says_so(data):
    with pytest.raises(ReviewError, match="no column"):
        read_table(data, "t.csv")


def test_a_cell_is_never_a_formula():
    assert [shielded(cell) for cell in ("=1+1", "@x", "-5", "展位费", "")] == ["'=1+1", "'@x", "'-5", "展位费", ""]
    table = write_table([row(FAIR, "reject", note="=HYPERLINK(1)")])
    (review,) = read_table(table, "t.csv", {FAIR[0]: "a", FAIR[1]: "b"}).reviews
    assert review.note == "=HYPERLINK(1)"


@given(st.binary(max_size=200))
def test_any_bytes_give_reviews_or_one_of_our_errors(data):
    try:
        found = read_table(data, "t.csv")
    except ReviewError:
        return
    assert not found.reviews


def test_decisions_about_other_notices_do_nothing(folder):
    other = Review(left="a/1#1", right="b/1#1", decision="reject", relation=None, left_digest="t", right_digest="t")
    assert about([other], "dongshan-2020", "dongshan-2026") == []
    files = [verbs.parse(folder / name) for name in ("old.txt", "new.txt")]
    assert not compare_notices(*files, reviews=[other]).refused


# ---------------------------------------------------------------------------------------------------------------------
# in the graph


def test_a_build_keeps_decisions_and_survives_a_rebuild(folder):
    verbs.review(
        decide(folder, row(FAIR, "accept", reviewer="张三"), row(TAX, "reject"), row(MISSED, "add", "related")),
        manifest=folder / "manifest.csv",
    )
    files = [folder / "old.txt", folder / "new.txt"]
    report = verbs.build(*files, store=folder / "store", manifest=folder / "manifest.csv")
    assert not report.refused
    again = verbs.build(*files, store=folder / "store", manifest=folder / "manifest.csv")
    assert not again.changed
    store = open_store(folder / "store")
    facts = Facts(store.quads(next(graph for graph in store.graphs() if "/graph/links/" in graph)))
    status = {}
    for link in facts.of_type("pg:MeasureLink"):
        ends = tuple(
            "{}/{}#{}".format(*facts.node(link, p).value.rsplit("/id/")[1].replace("/measure", "").rsplit("/", 2))
            for p in ("pg:linkFrom", "pg:linkTo")
        )
        status[ends] = facts.node(link, "pg:reviewStatus").value.rpartition("/")[2]
        assert facts.nodes(link, "pg:hasEvidence")
        if ends == FAIR:
            assert facts.text(link, "sssom:reviewer_label") == "张三"
            assert term("semapv:MappingReview") in facts.nodes(link, "sssom:mapping_justification")
    assert (status[FAIR], status[TAX], status[MISSED]) == ("confirmed", "rejected", "confirmed")
    store.close()
    assert verbs.validate(store=folder / "store").conforms


def test_a_changed_decision_changes_the_store_and_no_decision_changes_nothing(folder):
    files = [folder / "old.txt", folder / "new.txt"]
    manifest = load_manifest(folder / "manifest.csv")
    build(files, manifest=manifest, store_dir=folder / "store")
    assert not verbs.build(*files, store=folder / "store").changed
    verbs.review(decide(folder, row(FAIR, "reject")), manifest=folder / "manifest.csv")
    assert verbs.build(*files, store=folder / "store").changed


def test_a_build_names_decisions_that_no_longer_hold(folder):
    verbs.review(decide(folder, row(FAIR, "reject")), manifest=folder / "manifest.csv")
    (folder / "new.txt").write_text(NEW.replace("70%", "80%"), encoding="utf-8")
    code, _, err = run(
        "build", str(folder / "old.txt"), str(folder / "new.txt"), "--store", str(folder / "store"),
        "--manifest", str(folder / "manifest.csv"),
    )  # fmt: skip
    assert code == 1
    assert f"the text of {FAIR[1]} has changed" in err


def test_review_from_the_command_line(folder):
    manifest = str(folder / "manifest.csv")
    out = folder / "out.csv"
    code, _, err = run("review", "dongshan-2020", "东山:2026", "--manifest", manifest, "-o", str(out))
    assert (code, "0 of them decided" in err) == (0, True)
    assert out.read_bytes().startswith(b"\xef\xbb\xbffrom,to,text_from,text_to,relation,score,evidence,decision,")
    out.write_bytes(decide(folder, row(FAIR, "accept")).read_bytes())
    code, _, err = run("review", str(out), "--manifest", manifest)
    assert (code, "1 decisions kept (1 accept)" in err) == (0, True)
    code, table, _ = run("review", "--manifest", manifest)
    assert (code, "holds" in table) == (0, True)
    code, table, _ = run("compare", "dongshan-2020", "dongshan-2026", "--manifest", manifest, "--language", "en")
    assert (code, "confirmed by a person" in table) == (0, True)
    assert run("review", "one")[0] == 2


def test_importing_needs_the_notices(tmp_path):
    with pytest.raises(ReviewError, match="no notice"):
        take_in(
            write_table([row(FAIR, "reject")]),
            "t.csv",
            lambda a, b: verbs.compare(a, b, manifest=Path(__file__).parents[1] / "data/manifest.csv"),
            tmp_path,
        )


def test_texts_of_both_sides(folder):
    texts = texts_of(compared(folder))
    assert texts[FAIR[0]].startswith("对企业参加境外展会的")
    assert len(texts) == 6
