"""What tests of several layers share: the graph of all notices in data/notices, built once a session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.build import build
from graph.store import Store, open_store
from ingest.manifest import load_manifest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the store. Read it; who wants to write builds another."""
    folder = tmp_path_factory.mktemp("graph") / "store"
    report = build([ROOT / "data/notices"], manifest=load_manifest(ROOT / "data/manifest.csv"), store_dir=folder)
    assert not report.failures
    return folder


@pytest.fixture(scope="session")
def built_store(store_folder: Path) -> Iterator[Store]:
    """The store, open for reading."""
    store = open_store(store_folder)
    yield store
    store.close()
