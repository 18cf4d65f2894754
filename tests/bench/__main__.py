"""`make bench`: every benchmark, or those named in ARGS (`make bench ARGS="pages"`)."""

import sys

from tests.bench import bulk, crowd, events, export, gaps, log_in, pages, start, submits, users_list

BENCHES = {
    "pages": pages.run,
    "log-in": log_in.run,
    "gaps": gaps.run,
    "crowd": crowd.run,
    "start": start.run,
    "users": users_list.run,
    "events": events.run,
    "bulk": bulk.run,
    "submits": submits.run,
    "export": export.run,
}


def main(names: list[str]) -> None:
    for name in names or BENCHES:
        for line in BENCHES[name]():
            print(line, flush=True)
        print()


main(sys.argv[1:])
