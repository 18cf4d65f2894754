"""Example forms as documents: real uses, the same files that an operator would import."""

from pathlib import Path

FOLDER = Path(__file__).parent / "definitions"


def path_of(name: str) -> str:
    return str(FOLDER / f"{name}.json")


def text_of(name: str) -> str:
    return Path(path_of(name)).read_text(encoding="utf-8")
