"""Looking at a backup on the shelf: verified from end to end, with a note of when, and of what was wrong."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime

from flask import current_app

from webapp.backups.checking import checked
from webapp.backups.drill import last_drill
from webapp.backups.manifest import Unusable
from webapp.backups.shelf import Shelved, shelf
from webapp.clock import now
from webapp.config import Config

NOTES = "looked-at.json"


@dataclass(frozen=True, slots=True)
class Look:
    """When a backup was last read through. `trouble` is "" where it was whole."""

    at: str
    trouble: str = ""

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


def looks() -> dict[str, Look]:
    """name → the last look at it; the weekly drill is one too."""
    try:
        found = {name: Look(**said) for name, said in json.loads((shelf() / NOTES).read_text()).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        found = {}
    drill = last_drill()
    if drill is not None and (drill.name not in found or found[drill.name].moment < drill.moment):
        found[drill.name] = Look(drill.at, drill.trouble)
    return found


def look(one: Shelved) -> Look:
    """Read all of it, and write down what came of that."""
    config: Config = current_app.config["LODGE"]
    trouble = ""
    try:
        with checked(one.path, config.instance):
            pass
    except Unusable as why:
        trouble = why.sentence
    seen = Look(now().isoformat(timespec="seconds"), trouble)
    kept = {name: asdict(said) for name, said in looks().items() if (shelf() / name).exists()}
    half = shelf() / f"{NOTES}.{os.getpid()}.part"
    half.write_text(json.dumps(kept | {one.path.name: asdict(seen)}))
    half.replace(shelf() / NOTES)
    return seen
