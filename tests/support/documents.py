"""Example forms as documents: real uses, the same files that an operator would import."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "definitions"


def path_of(name: str) -> str:
    return str(FOLDER / f"{name}.json")


def text_of(name: str) -> str:
    return Path(path_of(name)).read_text(encoding="utf-8")


def document_of(name: str) -> dict[str, Any]:
    """A new copy of the document."""
    document: dict[str, Any] = json.loads(text_of(name))
    return document


NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.json")))
