"""Executes the notebooks anew, in place and reproducibly: no times, no versions of this machine, no random ids.

python notebooks/execute.py [NOTEBOOK…]     all of this folder if none is named
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def execute(path: Path, folder: Path | None = None) -> Any:
    """The notebook with the outputs of a fresh run in ``folder`` (its own, if none is given).

    Raises ``nbclient.exceptions.CellExecutionError`` where a cell fails.
    """
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    # the kernel finds this repository, installed or not
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    client = NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(folder or path.parent)}},
    )
    client.execute()
    return plain(notebook)


def plain(notebook: Any) -> Any:
    """Without what differs from machine to machine."""
    notebook.metadata = type(notebook.metadata)(
        kernelspec={"display_name": "Python 3", "language": "python", "name": "python3"},
        language_info={"name": "python"},
    )
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", ()):
            output.pop("execution_count", None) if output.output_type != "execute_result" else None
    return notebook


def main(names: list[str]) -> int:
    """Executes and writes."""
    import nbformat

    for path in [Path(name) for name in names] or sorted(HERE.glob("*.ipynb")):
        nbformat.write(execute(path.resolve()), path)
        print(f"{path.name}: {path.stat().st_size // 1024} KB", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
