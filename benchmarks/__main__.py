"""``python -m benchmarks [SUITE…]``: each suite prints ratios measured within one run; see the modules for what they compare."""

from __future__ import annotations

import importlib
import sys

SUITES = ("extraction", "reading", "corpus", "building")


def main(names: list[str]) -> int:
    for name in names or SUITES:
        if name not in SUITES:
            print(f"no benchmark {name!r} (try: {', '.join(SUITES)})", file=sys.stderr)
            return 2
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
