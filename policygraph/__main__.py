"""``python -m policygraph`` is the same as ``policygraph``."""

from policygraph.cli import main

main()
