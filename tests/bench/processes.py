"""What a tree of processes has used: CPU seconds from /proc/PID/stat, memory from /proc/PID/smaps_rollup."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def tree(root: int) -> list[int]:
    """A process and all its descendants."""
    found = [root]
    for pid in found:
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def cpu_seconds(*roots: int) -> float:
    """User and system time of these trees, their ended children included. Nanoseconds where the kernel tells them."""
    return sum(cpu_of(pid) for root in roots for pid in tree(root))


def cpu_of(pid: int) -> float:
    try:
        running = sum(int(path.read_text().split()[0]) for path in Path(f"/proc/{pid}/task").glob("*/schedstat")) / 1e9
        ended = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return running + (int(ended[13]) + int(ended[14])) / TICK


def memory(*roots: int) -> int:
    """Proportional set size (PSS) of these trees in bytes: pages shared by n processes count 1/n in each."""
    return sum(memory_of(pid) for root in roots for pid in tree(root))


def memory_of(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
