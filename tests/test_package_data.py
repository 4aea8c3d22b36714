"""Every data file inside the packages is named in setup.cfg: what is not would be missing from the wheel."""

import configparser
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("policygraph", "ingest", "graph", "queries")


def config() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def test_every_data_file_ships():
    patterns = config()["options.package_data"]["*"].split()
    missing = []
    for package in PACKAGES:
        folder = ROOT / package
        shipped = {path for pattern in patterns for path in folder.glob(pattern)}
        for path in folder.rglob("*"):
            if path.is_file() and path.suffix not in (".py", ".pyc") and path not in shipped:
                missing.append(str(path.relative_to(ROOT)))
    assert missing == []


def test_every_folder_with_code_is_a_package():
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            assert (path.parent / "__init__.py").is_file(), (
                f"{path.parent} has no __init__.py: it would not be installed"
            )


def test_one_version():
    import policygraph

    assert config()["metadata"]["version"] == "attr: policygraph.__version__"
    assert f"## {policygraph.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
