"""`make bench`: every benchmark, or those named in ARGS (`make bench ARGS="pages"`)."""

import sys

from tests.bench import pages

BENCHES = {"pages": pages.run}


def main(names: list[str]) -> None:
    for name in names or BENCHES:
        for line in BENCHES[name]():
            print(line, flush=True)
        print()


main(sys.argv[1:])
