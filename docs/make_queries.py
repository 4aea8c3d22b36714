"""Writes docs/queries.md: every query of the catalogue with its parameters, its SPARQL and the first rows of its example.

python docs/make_queries.py            writes docs/queries.md from data/notices
python docs/make_queries.py --check    says whether it is up to date (exit 1 if not)
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from graph.build import build  # noqa: E402
from graph.store import Store, open_store  # noqa: E402
from ingest.manifest import load_manifest  # noqa: E402
from queries.catalogue import Cell, Query, Table, queries, run  # noqa: E402

PAGE = ROOT / "docs" / "queries.md"

#: rows and characters of a cell that are shown
ROWS, WIDTH = 5, 60

#: tag in the header → heading, in the order of the page
THEMES = {
    "comparison": "Comparison 对照",
    "money": "Money 金额",
    "time": "Time 期限",
    "responsibility": "Responsibility 责任分工",
    "provenance": "Provenance 出处",
    "quality": "Quality 质量",
}

INTRODUCTION = """# Queries

The queries that come with policygraph, each a file `queries/<name>.rq`. This page is written by `docs/make_queries.py`;
the rows are the first of the example on `data/notices`.

```
policygraph query who_pays_most --param topic=境外展会          # a table; --format csv, json, jsonl
```
```python
pg.query("who_pays_most", topic="境外展会").dicts()  # Python values
```

Without parameters a query gives everything. A parameter is a variable of the query: a file runs as it is in any SPARQL 1.1
editor, and there a value is given by adding `VALUES ?place { "威海市" }` at the end, or inside the braces of a `VALUES` block
that is already there. Notices are counted, translations are not (`pg:Notice`, `pg:Translation`). Money is in yuan unless
`unit` says otherwise; a percentage is the printed number. `place` and `year` are empty where a notice says neither.
"""


def theme_of(query: Query) -> str:
    """The tag in the header of the file."""
    for line in query.text.splitlines():
        if line.startswith("#+ tags:"):
            return line.removeprefix("#+ tags:").strip()
    return ""


def cell(value: Cell) -> str:
    """A value in a Markdown table: short, on one line."""
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    lines = text.splitlines() or [""]
    short = [line if len(line) <= WIDTH else line[: WIDTH - 1] + "…" for line in lines[:3]]
    return "<br>".join(short + ["…"] * (len(lines) > 3)).replace("|", "\\|")


def table(found: Table) -> str:
    """The first rows in Markdown."""
    lines = ["| " + " | ".join(found.columns) + " |", "|" + "---|" * len(found.columns)]
    lines += ["| " + " | ".join(map(cell, row)) + " |" for row in found.rows[:ROWS]]
    return "\n".join(lines)


def sparql(query: Query) -> str:
    """The file without its header."""
    return "\n".join(line for line in query.text.splitlines() if not line.startswith("#+"))


def section(query: Query, store: Store) -> str:
    """What the page says on one query."""
    parts = [
        f"### {query.name}\n\n**{query.summary_zh}** {query.summary}\n\n{query.description_zh}\n{query.description}"
    ]
    if query.params:
        rows = [
            f"| `{p.name}` | {p.type} | {p.zh} · {p.en} | {cell(p.default)} | {cell(p.example)} |" for p in query.params
        ]
        parts.append("\n".join(["| parameter | type | | default | for example |", "|---|---|---|---|---|", *rows]))
    found = run(query, store, query.example)
    given = " ".join(f"--param {key}={value}" for key, value in query.example.items())
    parts.append(f"`policygraph query {query.name}{' ' + given if given else ''}` ({len(found)} rows)")
    if found.rows:
        parts.append(table(found))
    else:
        parts.append(f"Columns: {', '.join(found.columns)}. The notices of this repository give no row.")
    parts.append(f"<details><summary>SPARQL</summary>\n\n```sparql\n{sparql(query)}\n```\n\n</details>")
    return "\n\n".join(parts)


def page(store: Store) -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    by_theme = {theme: [query for query in queries() if theme_of(query) == theme] for theme in THEMES}
    contents = ["| | query | 内容 | |", "|---|---|---|---|"]
    for theme, found in by_theme.items():
        for n, query in enumerate(found):
            first = THEMES[theme] if n == 0 else ""
            contents.append(f"| {first} | [{query.name}](#{query.name}) | {query.summary_zh} | {query.summary} |")
    parts.append("\n".join(contents))
    for theme, found in by_theme.items():
        parts.append(f"## {THEMES[theme]}")
        parts += [section(query, store) for query in found]
    return "\n\n".join(parts) + "\n"


def main() -> int:
    """Writes the page, or checks it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say whether the page is up to date")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / "store"
        build([ROOT / "data/notices"], manifest=load_manifest(ROOT / "data/manifest.csv"), store_dir=where)
        text = page(open_store(where))
    if arguments.check:
        same = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
        print(
            "docs/queries.md is up to date" if same else "docs/queries.md is out of date (try: make docs)",
            file=sys.stderr,
        )
        return 0 if same else 1
    PAGE.write_text(text, encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
