"""`kill -9` of a restore at any moment: the portal is as it was, or as the backup is, and nothing between.

KILLED_RESTORES=40 runs the long one.
"""

import os
import random
import subprocess
import time
from pathlib import Path

from tests.backups.portal import Portal, add_letter, portal
from tests.support.live import LODGE
from tests.support.make import make_user
from tests.support.stage import own_context
from webapp.config import ROOT
from webapp.models.event_chain import verify

TIMES = int(os.environ.get("KILLED_RESTORES", "3"))


def kill(its: Portal, path: Path, after: float) -> None:
    command = [LODGE, "restore", str(path), "--yes"]
    environ = os.environ | its.environ
    with subprocess.Popen(
        command, env=environ, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as running:
        # Until then it only reads.
        assert any("is whole" in line for line in running.stderr or ())
        time.sleep(after)
        running.kill()


def test_a_killed_restore_ends_in_the_old_or_the_new_state(engine: str, tmp_path: Path) -> None:
    dice = random.Random(7)
    with portal(engine, tmp_path, "killed") as its:
        add_letter()
        path, old = its.back_up(), its.people()
        make_user(name="Somebody later")
        new = its.people()
        for _ in range(TIMES):
            kill(its, path, dice.uniform(0.0, 0.4))
            assert its.people() in (old, new)
        done = its.lodge("restore", str(path), "--yes")
        assert done.returncode == 0, done.stderr
        assert its.people() == old
        with own_context():
            assert verify()[1] is None
        # The killed ones' leftovers go an hour later, with the next backup.
        for one in [*its.instance.iterdir(), *(its.instance / "backups").iterdir()]:
            os.utime(one, (time.time() - 3601,) * 2)
        its.back_up("later.zip")
        there = [*its.instance.iterdir(), *(its.instance / "backups").iterdir()]
        assert not [one for one in there if one.suffix in {".check", ".restored", ".part"}]
