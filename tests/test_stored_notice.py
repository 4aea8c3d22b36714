"""A notice read back from the graph is the notice that went in, as far as a comparison shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from graph.mapping import notice_quads
from graph.store import Store, memory_store
from graph.stored_notice import StoredNotice, same_version, stored_notice
from ingest.errors import UsageError
from ingest.record import record_of
from policygraph import verbs
from policygraph.cli import cli
from policygraph.web.comparison_page import comparison_page

ROOT = Path(__file__).resolve().parents[1]
NOTICES = ROOT / "data/notices"
FILES = sorted(path.name for path in NOTICES.glob("*.txt"))


@pytest.mark.parametrize("file", FILES)
def test_what_comes_back_is_what_went_in(file):
    notice = verbs.parse(NOTICES / file)
    back = stored_notice(memory_store(notice_quads(notice)), notice.id).notice
    want, got = record_of(notice), record_of(back)
    for record in (want, got):
        for clause in record["clauses"]:
            clause.pop("citations")
            for amount in clause["amounts"]:
                amount["per"] = sorted(amount["per"])
            for fact in ("amounts", "deadlines"):  # two facts on the same words have no order in the graph
                clause[fact].sort(key=lambda found: (found["start"], found["end"], str(found["value"])))
            for measure in clause["measures"]:
                measure["concepts"].sort(
                    key=lambda found: (found["start"], found["end"], found["scheme"], found["concept"])
                )
                for names in ("topics", "instruments", "beneficiaries"):
                    measure[names] = sorted(measure[names])
            for unit in clause["units"]:
                unit.pop("organisation")  # the graph always has a name for it
    assert got["clauses"] == want["clauses"]
    assert got["sections"] == want["sections"]
    assert got["text"] == want["text"]
    fields = ("title", "document_number", "issuers", "issued_on", "year", "valid_until", "valid_for")
    assert [got["notice"][name] for name in fields] == [want["notice"][name] for name in fields]


def test_a_stored_comparison_is_the_same_page(built_store: Store):
    stored = verbs.compare("weihai-2020", "威海:2026", store=built_store, reviews=NOTICES)
    fresh = verbs.compare(NOTICES / "weihai-2020.zh.txt", NOTICES / "weihai-2026.zh.txt")
    assert stored.record() == fresh.record()
    assert comparison_page(stored, "zh") == comparison_page(fresh, "zh")


def test_a_notice_that_is_not_there_is_named(built_store: Store):
    with pytest.raises(UsageError, match="no notice 'weihai-1999' in the store"):
        stored_notice(built_store, "weihai-1999")


def test_two_versions_are_not_compared_unless_told_to():
    a, b = (verbs.parse(NOTICES / f"weihai-{year}.zh.txt") for year in (2020, 2026))
    store = memory_store([*notice_quads(a, version="0.0.9"), *notice_quads(b)])
    with pytest.raises(UsageError, match=r"different versions of the program: weihai-2020 by 0\.0\.9"):
        verbs.compare("weihai-2020", "weihai-2026", store=store)
    assert verbs.compare("weihai-2020", "weihai-2026", store=store, allow_versions=True).links


def test_the_same_version_is_fine():
    notice = verbs.parse(NOTICES / "weihai-2020.zh.txt")
    same_version(StoredNotice(notice, "1"), StoredNotice(replace(notice, id="other"), "1"))


def test_compare_from_a_store_on_the_command_line(store_folder: Path):
    args = ["compare", "weihai-2020", "weihai-2026", "--store", str(store_folder), "--format", "json"]
    done = CliRunner().invoke(cli, args, prog_name="policygraph")
    assert done.exit_code == 0
    assert '"a": "weihai-2020"' in done.stdout
