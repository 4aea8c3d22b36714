"""The command line end to end: what is on stdout, what is on stderr, and the exit code."""

import csv
import io
import json
import re
import subprocess
import sys
import textwrap
import tracemalloc
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from policygraph.cli import COMMANDS, cli

ROOT = Path(__file__).parents[1]
NOTICES = ROOT / "data/notices"
JIXI = str(NOTICES / "jixi-2022.zh.txt")
WEIHAI = str(NOTICES / "weihai-2020.zh.txt")
HEAVY = (
    "spacy",
    "jieba",
    "rdflib",
    "pyoxigraph",
    "pdfplumber",
    "pypdfium2",
    "matplotlib",
    "pandas",
    "networkx",
    "numpy",
    "lxml",
)


def policygraph(*args: str, stdin: bytes | str | None = None) -> Result:
    return CliRunner().invoke(cli, list(args), input=stdin, prog_name="policygraph")


def commands() -> list[str]:
    return [name for name in COMMANDS if (ROOT / f"policygraph/cli/{name}.py").is_file()]


# ---------------------------------------------------------------------------------------------------------------------
# help


def test_help_loads_nothing_heavy():
    code = f"""
        import sys
        from policygraph.cli import cli
        for args in (["--help"], *([name, "--help"] for name in {commands()!r})):
            try:
                cli(args)
            except SystemExit as end:
                assert end.code == 0
        print([m for m in {HEAVY!r} if m in sys.modules])
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.splitlines()[-1:] == ["[]"], done.stderr


@pytest.mark.parametrize("name", commands())
def test_every_command_explains_itself_in_both_languages(name):
    done = policygraph(name, "--help")
    assert done.exit_code == 0
    assert re.search(r"[\u4e00-\u9fff]", done.stdout)
    for line in done.stdout.splitlines():
        assert len(line) <= 110


@pytest.mark.parametrize("name", commands())
def test_every_command_and_option_is_in_the_readme(name):
    for readme in ("README.md", "README.zh.md"):
        assert f"`{name}" in (ROOT / readme).read_text(encoding="utf-8"), f"{name} is not in the table of {readme}"


def test_the_readme_names_no_command_that_is_not_there():
    for readme in ("README.md", "README.zh.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert set(re.findall(r"^\| `(\w+)", text, re.M)) == set(commands())


def test_the_module_runs_like_the_script():
    done = subprocess.run(
        [sys.executable, "-m", "policygraph", "--version"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert re.fullmatch(r"policygraph, version \d+\.\d+\.\d+\S*\n", done.stdout)


# ---------------------------------------------------------------------------------------------------------------------
# usage: exit 2, nothing on stdout

WRONG = {
    "no such command": (["prase"], "parse"),
    "no file": (["parse"], "FILE"),
    "no such option": (["parse", "--jsn", JIXI], "--json"),
    "a manifest that is not there": (["parse", "--manifest", "no.csv", JIXI], "no.csv"),
    "no query named": (["query"], "--list"),
    "no such query": (["query", "no_such"], "--list"),
    "no such parameter": (["query", "notices", "--param", "town=x"], "no parameter town"),
    "a parameter without a value": (["query", "notices", "--param", "place"], "KEY=VALUE"),
    "no such format": (["export", "--format", "xls"], "jsonld"),
    "half a comparison": (["compare", "weihai-2020"], "B"),
    "a notice nobody knows": (["compare", "weihai-1999", "weihai-2020"], "weihai-1999"),
}


@pytest.mark.parametrize(("args", "says"), WRONG.values(), ids=WRONG.keys())
def test_wrong_usage_ends_with_2_and_says_what_to_do(args, says, monkeypatch):
    monkeypatch.chdir(ROOT)
    done = policygraph(*args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr


# ---------------------------------------------------------------------------------------------------------------------
# parse


def test_parse_json_gives_one_line_a_notice_in_order():
    done = policygraph("parse", "--json", WEIHAI, JIXI)
    assert done.exit_code == 0
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(r["id"], r["notice"]["place"], r["notice"]["year"]) for r in records] == [
        ("weihai-2020", "威海市", 2020),
        ("jixi-2022", "鸡西市", 2022),
    ]
    clause = records[1]["clauses"][0]
    assert records[1]["text"][slice(*clause["body"])].startswith("进一步在通关")
    assert {"unit": "CNY", "value": 50000000, "comparator": ">="}.items() <= clause["amounts"][0].items()


def test_parse_shows_a_tree_with_amounts_as_meant():
    done = policygraph("parse", JIXI)
    assert done.exit_code == 0
    assert done.stdout.startswith("鸡西市支持对外贸易发展的若干措施\n")
    assert re.search(r"≥ 50,000,000 CNY +门槛 +「5000万元（含）以上」", done.stdout)
    assert "\x1b" not in done.stdout  # no colours in a pipe


def test_parse_reads_stdin():
    done = policygraph("parse", "--json", "-", stdin="一、支持参展。对参展企业最高补助0.8万元。\n".encode())
    assert done.exit_code == 0
    record = json.loads(done.stdout)
    assert record["id"] == "stdin"
    assert record["clauses"][0]["amounts"][0]["value"] == 8000


def test_parse_report_says_what_was_not_read(tmp_path):
    path = tmp_path / "code.txt"
    path.write_text(
        "一、支持企业发展跨境电商，给予3万元奖励。\n二、按照“1123”总体布局推进，优化服务。\n", encoding="utf-8"
    )
    done = policygraph("parse", "--report", str(path))
    assert done.exit_code == 0
    assert re.search(r"number without a fact .*1123", done.stdout)
    record = json.loads(policygraph("parse", "--json", "--report", str(path)).stdout)
    counts = record["coverage"]
    parts = ("under_clauses", "under_headings", "in_frame", "in_passages", "under_nothing")
    assert sum(counts[part] for part in parts) == counts["characters"]


def test_parse_is_the_same_every_time():
    assert policygraph("parse", "--json", JIXI).stdout == policygraph("parse", "--json", JIXI).stdout


BAD = {
    "empty": (b"", "empty"),
    "binary": (bytes(range(256)) * 8, ""),
    "undecodable": ("威海市".encode() + b"\xff\xfe\x81" * 40, ""),
    "a PDF cut short": (b"%PDF-1.7\n1 0 obj", ""),
    "not there": (None, "no such file"),
}


@pytest.mark.parametrize(("data", "says"), BAD.values(), ids=BAD.keys())
def test_a_bad_input_is_named_and_the_rest_is_done(tmp_path, data, says):
    bad = tmp_path / "bad.txt"
    if data is not None:
        bad.write_bytes(data)
    done = policygraph("parse", "--json", str(bad), JIXI)
    assert done.exit_code == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["jixi-2022"]
    assert str(bad) in done.stderr
    assert says in done.stderr.lower()
    assert "Traceback" not in done.stderr


def test_a_file_too_large_is_not_taken_in(tmp_path):
    """Files without content on the disk: whoever took them into memory would take a gigabyte."""
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(2**30)
    tracemalloc.start()
    shown = [
        policygraph("parse", str(large)),
        policygraph("parse", str(large), "--page-image", "--output", str(tmp_path / "p.png")),
    ]
    assert tracemalloc.get_traced_memory()[1] < 2**28
    tracemalloc.stop()
    built = policygraph("build", str(large), JIXI, "--store", str(tmp_path / "store"))
    for done in (*shown, built):
        assert done.exit_code == 1
        assert f"{large}: too large: 1,073,741,824 bytes" in done.stderr
    assert "jixi-2022" in built.stdout


def test_limits_are_settings():
    done = policygraph("parse", JIXI, "--limit", "characters=100")
    assert done.exit_code == 1
    assert re.search(
        r"too large: [\d,]+ characters, at most 100 are read \(try: split the file, or --limit", done.stderr
    )
    done = policygraph("parse", JIXI, "--limit", "pages=many")
    assert (done.exit_code, done.stderr) == (2, "the limit pages wants a number, not 'many' (try: pages=9000)\n")
    done = policygraph("build", JIXI, "--limit", "page=9")
    assert done.exit_code == 2
    assert "no limit 'page' (try: file_bytes, pages, characters," in done.stderr


def test_a_folder_is_not_a_file():
    done = policygraph("parse", str(NOTICES))
    assert (done.exit_code, done.stdout) == (1, "")
    assert str(NOTICES) in done.stderr


def test_no_numbered_clause_is_a_remark_not_a_failure(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("各有关企业：\n现将有关事项通知如下。请认真贯彻执行。\n", encoding="utf-8")
    done = policygraph("parse", "--json", str(path))
    assert done.exit_code == 0
    assert [remark["code"] for remark in json.loads(done.stdout)["remarks"]]


def test_a_missing_manifest_row_is_a_remark(tmp_path):
    (tmp_path / "manifest.csv").write_text("id,file\nother,other.txt\n", encoding="utf-8")
    path = tmp_path / "mine.txt"
    path.write_bytes(Path(JIXI).read_bytes())
    done = policygraph("parse", "--json", str(path))
    assert done.exit_code == 0
    assert "no-manifest-row" in [remark["code"] for remark in json.loads(done.stdout)["remarks"]]


def test_a_bad_manifest_beside_the_file_is_said_and_does_no_harm(tmp_path):
    (tmp_path / "manifest.csv").write_text("name;place\nx;y\n", encoding="utf-8")
    path = tmp_path / "mine.txt"
    path.write_bytes(Path(JIXI).read_bytes())
    done = policygraph("parse", "--json", str(path), str(path))
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr.count("going on without it") == 1


# ---------------------------------------------------------------------------------------------------------------------
# extract


def test_extract_gives_a_line_for_every_line():
    done = policygraph("extract", stdin="最高补助0.8万元。\n\n2026年底前完成。\n".encode())
    assert done.exit_code == 0
    first, second, third = (json.loads(line) for line in done.stdout.splitlines())
    assert [a["value"] for a in first["amounts"]] == [8000]
    assert second == {"amounts": [], "deadlines": [], "units": []}
    assert [d["value"] for d in third["deadlines"]] == ["2026-12-31"]


def test_extract_names_a_line_it_cannot_read_and_keeps_the_count():
    done = policygraph(
        "extract", stdin="最高补助0.8万元\n".encode() + "最高".encode("gbk") + b"\n" + "3万元\n".encode()
    )
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 3
    assert done.stderr.startswith("-:2: not UTF-8")


# ---------------------------------------------------------------------------------------------------------------------
# query


def test_query_list_names_every_query():
    done = policygraph("query", "--list", "--format", "json")
    assert done.exit_code == 0
    names = [query["name"] for query in json.loads(done.stdout)]
    assert names == sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))
    assert all(name in policygraph("query", "--list").stdout for name in names)


def test_query_without_a_store_says_build(tmp_path):
    done = policygraph("query", "notices", "--store", str(tmp_path / "none"))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "policygraph build" in done.stderr


def test_query_sparql_prints_the_query_with_its_parameters():
    done = policygraph("query", "notices", "--param", "place=威海市", "--sparql")
    assert done.exit_code == 0
    assert '"威海市"' in done.stdout


# ---------------------------------------------------------------------------------------------------------------------
# build, and what one does with a store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = str(tmp_path_factory.mktemp("built") / "store")
    done = policygraph("build", WEIHAI, JIXI, "--store", folder, "--manifest", str(ROOT / "data/manifest.csv"))
    assert done.exit_code == 0, done.stderr
    assert re.search(r"^jixi-2022 +10 +29 +41 +34 +5", done.stdout, re.M)
    return folder


def test_build_again_changes_nothing(store):
    done = policygraph("build", WEIHAI, JIXI, "--store", store, "--manifest", str(ROOT / "data/manifest.csv"))
    assert done.exit_code == 0
    assert "2 notices (2 unchanged)" in done.stderr
    assert "as before" in done.stderr


def test_build_names_a_bad_file_and_does_the_rest(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    done = policygraph("build", str(tmp_path / "empty.txt"), JIXI, "--store", str(tmp_path / "store"))
    assert done.exit_code == 1
    assert str(tmp_path / "empty.txt") in done.stderr
    assert "jixi-2022" in done.stdout


def test_query_gives_rows_in_every_format(store):
    table = policygraph("query", "notices", "--store", store)
    assert table.exit_code == 0
    assert re.search(r"^鸡西市 +2022 +jixi-2022 ", table.stdout, re.M)
    assert "2 rows" in table.stderr
    (row,) = json.loads(
        policygraph("query", "notices", "--store", store, "--param", "year=2022", "--format", "json").stdout
    )
    assert (row["place"], row["clauses"], row["number"]) == ("鸡西市", 10, None)
    lines = policygraph("query", "notices", "--store", store, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["year"] for line in lines] == [2020, 2022]
    rows = list(csv.reader(io.StringIO(policygraph("query", "notices", "--store", store, "--format", "csv").stdout)))
    assert rows[0][:3] == ["place", "year", "notice"]
    assert len(rows) == 3


def test_query_runs_a_file_of_ones_own(store, tmp_path):
    path = tmp_path / "own.rq"
    path.write_text("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o FILTER(STRENDS(STR(?o), 'ns#Notice')) }", encoding="utf-8")
    done = policygraph("query", str(path), "--store", store, "--format", "ttl")
    assert done.exit_code == 0
    assert "jixi-2022> a <https://w3id.org/policygraph/ns#Notice>" in done.stdout
    refused = policygraph("query", "notices", "--store", store, "--format", "ttl")
    assert (refused.exit_code, refused.stdout) == (2, "")


def test_query_names_the_line_of_a_syntax_error(store, tmp_path):
    path = tmp_path / "own.rq"
    path.write_text("SELECT ?s\nWHERE { ?s ?p }\n", encoding="utf-8")
    done = policygraph("query", str(path), "--store", store)
    assert done.exit_code == 1
    assert done.stderr.startswith(f"{path}:2: syntax error")


def test_validate_finds_no_violation_in_our_own_graph(store):
    done = policygraph("validate", "--store", store)
    assert done.exit_code == 0
    assert "0 violations" in done.stderr
    unknown = policygraph("validate", "no-such", "--store", store)
    assert unknown.exit_code == 2


def test_export_writes_to_stdout_and_to_files(store, tmp_path):
    done = policygraph("export", "jixi-2022", "--format", "jsonld", "--store", store)
    assert done.exit_code == 0
    assert "@context" in json.loads(done.stdout)
    out = tmp_path / "new" / "amounts.csv"
    done = policygraph("export", "--format", "csv", "--table", "amounts", "--output", str(out), "--store", store)
    assert done.exit_code == 0
    assert str(out) in done.stderr
    assert "50000000" in out.read_text(encoding="utf-8")
    assert policygraph("export", "no-such", "--format", "ttl", "--store", store).exit_code == 2


def test_the_sparql_of_the_readme_gives_rows(store, tmp_path):
    (example,) = re.findall(r"```sparql\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    (tmp_path / "readme.rq").write_text(example, encoding="utf-8")
    rows = json.loads(policygraph("query", str(tmp_path / "readme.rq"), "--store", store, "--format", "json").stdout)
    assert max(row["value"] for row in rows) >= 1_000_000


@pytest.mark.parametrize(("page", "language"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_the_first_screen_shows_what_one_gets(page, language):
    """The two examples of the front page, "…" apart, are lines that the program prints today."""
    parsed, compared, *_ = re.findall(r"```\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.S)
    tree = policygraph("parse", str(NOTICES / "jixi-2022.zh.txt")).stdout.splitlines()
    table = policygraph("compare", "weihai-2020", "weihai-2026", "--language", language).stdout.splitlines()
    for shown, printed in ((parsed, tree), (compared, table)):
        lines = [line for line in shown.splitlines() if line != "…"]
        assert len(lines) > 20
        assert [line for line in lines if line not in printed] == []


def test_the_python_of_the_readme_runs(tmp_path):
    (tmp_path / "data/notices").mkdir(parents=True)
    (tmp_path / "data/manifest.csv").write_bytes((ROOT / "data/manifest.csv").read_bytes())
    for name in ("jixi-2022", "weihai-2020", "weihai-2026"):
        (tmp_path / f"data/notices/{name}.zh.txt").write_bytes((NOTICES / f"{name}.zh.txt").read_bytes())
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n" + "\n".join(blocks)
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "1 >= 50000000 CNY threshold 5000万元（含）以上" in done.stdout


# ---------------------------------------------------------------------------------------------------------------------
# evaluate


def test_evaluate_prints_scores_for_facts(tmp_path):
    gold = ROOT / "data/gold/jixi-2022.zh.json"
    done = policygraph("evaluate", str(gold), "--format", "json", "--by-file")
    assert done.exit_code == 0
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    clause = next(row for row in rows if row["kind"] == "clause" and row["file"] == gold.name)
    assert clause["wanted"] == 10
    assert clause["f1"] > 0.9
    table = policygraph("evaluate", str(gold))
    assert re.search(r"^amounts +[\d.]+ +[\d.]+ +[\d.]+ +34", table.stdout, re.M)


def test_evaluate_shows_what_was_missed(tmp_path):
    gold = json.loads((ROOT / "data/gold/jixi-2022.zh.json").read_text(encoding="utf-8"))
    gold["clauses"][0]["units"].append({"name": "市气象局", "role": "lead"})
    (tmp_path / "jixi-2022.zh.json").write_text(json.dumps(gold), encoding="utf-8")
    done = policygraph("evaluate", str(tmp_path / "jixi-2022.zh.json"), "--notices", str(NOTICES), "--show")
    assert done.exit_code == 0
    assert "- jixi-2022.zh.json: units: 1  市气象局  lead" in done.stdout


def test_evaluate_names_a_gold_file_it_cannot_use(tmp_path):
    (tmp_path / "x.zh.json").write_text("{", encoding="utf-8")
    (tmp_path / "y.zh.json").write_text("{}", encoding="utf-8")
    good = ROOT / "data/gold/jixi-2022.zh.json"
    done = policygraph("evaluate", str(tmp_path / "x.zh.json"), str(tmp_path / "y.zh.json"), str(good))
    assert done.exit_code == 1
    assert f"{tmp_path / 'x.zh.json'}:1: not JSON" in done.stderr
    assert "no notice y.zh.txt" in done.stderr
    assert "clause" in done.stdout


def test_evaluate_writes_its_scores(tmp_path):
    gold = tmp_path / "jixi-2022.zh.json"
    gold.write_bytes((ROOT / "data/gold/jixi-2022.zh.json").read_bytes())
    done = policygraph("evaluate", str(gold), "--notices", str(NOTICES), "--write")
    assert done.exit_code == 0
    assert "| amounts | " in (tmp_path / "SCORES.md").read_text(encoding="utf-8")


# ---------------------------------------------------------------------------------------------------------------------
# compare


def test_compare_json_is_the_contract(monkeypatch):
    monkeypatch.chdir(ROOT)
    done = policygraph("compare", "weihai-2020", "weihai-2026", "--format", "json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert (found["a"], found["b"]) == ("weihai-2020", "weihai-2026")
    assert len(found["links"]) > 10
    for link in found["links"]:
        assert {"from", "to", "relation", "score", "evidence"} <= link.keys()
        assert re.fullmatch(r"[\d/]+#\d+", link["from"]) and re.fullmatch(r"[\d/]+#\d+", link["to"])
        assert 0 <= link["score"] <= 1
    linked = {link["from"] for link in found["links"]}
    assert not linked & set(found["dropped"])


def test_compare_takes_files_and_makes_a_table_and_csv():
    for format_ in ("table", "csv"):
        done = policygraph("compare", WEIHAI, str(NOTICES / "weihai-2026.zh.txt"), "--format", format_)
        assert done.exit_code == 0
        assert "威海市" in done.stdout
    rows = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    assert {"topic", "from", "to", "relation", "score", "why"} <= rows[0].keys()
    assert {row["relation"] for row in rows} >= {"dropped", "new"}


def test_compare_names_a_file_it_cannot_read(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    done = policygraph("compare", JIXI, str(tmp_path / "empty.txt"))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "empty.txt" in done.stderr


def test_the_group_is_a_click_group():
    assert isinstance(cli, click.Group)
