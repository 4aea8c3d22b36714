"""The version that every extraction and linking run is marked with.

It is said here and not taken from the installed package, because what the graph says must not depend on how the program was
installed. A test holds it equal to ``policygraph.__version__``.
"""

from __future__ import annotations

PROGRAM_VERSION = "0.1.0"
