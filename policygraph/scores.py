"""Gold files against what the program finds: reads the files, parses the notices, adds the counts up, writes the tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graph.agreement import LinkGold, compare_links, compare_translation, is_link_gold, link_golds
from ingest.errors import PolicyGraphError, ReadError
from ingest.evaluation import KINDS, Comparison, Score, compare_measures, compare_records
from ingest.model import Notice
from ingest.record import record_of

#: what is scored where the first notice of a file of links is read in its English translation
ACROSS = "clause pairs, English to Chinese"

#: how a gold file names its notice: weihai-2020.zh.json → weihai-2020.zh.txt
MEASURES = "measures-"


@dataclass(frozen=True, slots=True)
class FileScores:
    """The comparisons of one gold file; ``name`` is its file name (and the two notices, where it speaks of links)."""

    name: str
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores of several gold files; ``failed`` are the files that could not be scored, each with its reason."""

    files: tuple[FileScores, ...]
    failed: tuple[PolicyGraphError, ...] = ()

    def totals(self) -> dict[str, Score]:
        """Kind of fact → score, micro-averaged over the files; facts first, then links."""
        found: dict[str, Score] = {}
        for file in self.files:
            for comparison in file.comparisons:
                found[comparison.kind] = found.get(comparison.kind, Score()) + comparison.score
        order = [*KINDS, "measure texts", "measure pairs", "clause pairs", "relation of shared pairs", "dropped", "new"]
        order += [ACROSS, "translated clauses"]
        return dict(sorted(found.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order)))

    def rows(self, by_file: bool = False) -> list[tuple[str, str, Score]]:
        """(file or "all", kind, score), the totals first."""
        rows = [("all", kind, score) for kind, score in self.totals().items()]
        if by_file:
            rows += [(file.name, c.kind, c.score) for file in self.files for c in file.comparisons]
        return rows


def evaluate_files(gold: Sequence[Path], parse: Callable[[Path], Notice], notices: Path | None = None) -> Evaluation:
    """Scores every gold file against what ``parse`` makes of its notice, which is looked for beside it and in ``notices``;
    one that cannot be scored is listed in ``failed`` and the rest is done."""
    parsed: dict[Path, Notice] = {}

    def notice(name: str, beside: Path) -> Notice:
        path = _find(name, beside, notices)
        if path not in parsed:
            parsed[path] = parse(path)
        return parsed[path]

    files: list[FileScores] = []
    failed: list[PolicyGraphError] = []
    for path in gold:
        try:
            files += _scores(path, _load(path), notice)
        except PolicyGraphError as error:
            failed.append(error)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            failed.append(ReadError(f"not a gold file: {type(error).__name__}: {error}", source=str(path)))
    return Evaluation(tuple(files), tuple(failed))


def _scores(path: Path, gold: Any, notice: Callable[[str, Path], Notice]) -> list[FileScores]:
    if is_link_gold(gold):
        return [scores for part in link_golds(gold) for scores in _link_scores(path, part, notice)]
    if isinstance(gold, list):
        name = path.name.removeprefix(MEASURES).removesuffix(".json") + ".zh.txt"
        return [FileScores(path.name, (compare_measures(gold, record_of(notice(name, path))),))]
    name = path.name.removesuffix(".json")
    found = [FileScores(path.name, tuple(compare_records(gold, record_of(notice(f"{name}.txt", path)))))]
    original = path.with_name(f"{name.removesuffix('.en')}.zh.json")
    if name.endswith(".en") and original.is_file():
        found.append(_translation_scores(gold, _load(original), path, original, notice))
    return found


def _link_scores(path: Path, part: LinkGold, notice: Callable[[str, Path], Notice]) -> list[FileScores]:
    """The links of two notices in Chinese; and of their clauses with the first in English, where there is a translation."""
    from graph.comparison import compare_notices

    right = notice(f"{part.b}.zh.txt", path)
    record = compare_notices(notice(f"{part.a}.zh.txt", path), right).record()
    found = [FileScores(f"{path.name} {part.a} → {part.b}", tuple(compare_links(part, record)))]
    try:
        translation = notice(f"{part.a}.en.txt", path)
    except ReadError:
        return found  # no translation of this notice here
    across = compare_links(part, compare_notices(translation, right).record())
    kept = tuple(replace(c, kind=ACROSS) for c in across if c.kind == "clause pairs")
    return [*found, FileScores(f"{path.name} {part.a} (en) → {part.b} (zh)", kept)]


def _translation_scores(
    gold: Any, original: Any, path: Path, original_path: Path, notice: Callable[[str, Path], Notice]
) -> FileScores:
    """The clauses of a translation against those of its original, paired by what they say with the numbers hidden."""
    from graph.links.measures import measures_of
    from graph.links.translation import pair_clauses

    left, right = (notice(p.name.removesuffix(".json") + ".txt", p) for p in (path, original_path))
    paths = {clause["path"] for clause in gold["clauses"]} & {clause["path"] for clause in original["clauses"]}
    pairs = [(pair.translation, pair.original) for pair in pair_clauses(measures_of(left), measures_of(right))]
    return FileScores(f"{path.name} → {original_path.name}", (compare_translation(sorted(paths), pairs),))


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", source=str(path)) from None
    except json.JSONDecodeError as error:
        raise ReadError(f"not JSON: {error.msg}", source=str(path), line=error.lineno) from None
    except UnicodeDecodeError:
        raise ReadError("not UTF-8", source=str(path)) from None


def _find(name: str, gold: Path, notices: Path | None) -> Path:
    """The text of a gold file: in ``notices``, beside the gold, or in ../notices."""
    folders = [notices] if notices else [gold.parent, gold.resolve().parent.parent / "notices"]
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise ReadError(f"no notice {name} in {' or '.join(map(str, folders))}", source=str(gold), hint="--notices FOLDER")


# ---------------------------------------------------------------------------------------------------------------------
# showing

HEAD = ("kind", "P", "R", "F1", "wanted", "found", "right")


def cells(score: Score) -> tuple[str, ...]:
    """A score as printed: P, R, F1 with three digits, and the counts."""
    if not score.wanted and not score.found:
        return ("–", "–", "–", "0", "0", "0")
    share = (f"{x:.3f}" for x in (score.precision, score.recall, score.f1))
    return (*share, str(score.wanted), str(score.found), str(score.right))


def fact(values: Iterable[Any]) -> str:
    """One fact on one line."""
    return "  ".join(str(value) for value in values)


def markdown(evaluation: Evaluation, more: str = "") -> str:
    """The scores as data/gold/SCORES.md: all files together, ``more`` (figures from elsewhere), then each file."""
    lines = [
        "# Scores",
        "",
        "Written by `policygraph evaluate --write`; how it is scored is said in README.md of this folder.",
        "",
        "## All files",
        "",
        *_markdown_table(evaluation.totals()),
    ]
    lines += ["", more.rstrip()] if more else []
    for file in evaluation.files:
        lines += ["", f"## {file.name}", "", *_markdown_table({c.kind: c.score for c in file.comparisons})]
    return "\n".join(lines) + "\n"


def _markdown_table(scores: Mapping[str, Score]) -> list[str]:
    rows = [f"| {kind} | {' | '.join(cells(score))} |" for kind, score in scores.items()]
    return [f"| {' | '.join(HEAD)} |", "|" + "---|" + "---:|" * (len(HEAD) - 1), *rows]
