"""Files of seeded submissions: their bytes in the store first, then the rows that name them."""

import hashlib
import io
import random
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from PIL import Image

from webapp.kinds.file import files_in
from webapp.storage import storage


def letter(name: str) -> dict[str, Any]:
    return stored("letter.txt", "text/plain", f"I let {name} walk over my fields.\n".encode())


def photo(dice: random.Random) -> dict[str, Any]:
    """A small picture of nothing in a colour of its own."""
    target = io.BytesIO()
    Image.new("RGB", (120, 90), (dice.randint(0, 255), 120, 90)).save(target, "JPEG")
    return stored("place.jpg", "image/jpeg", target.getvalue())


def stored(name: str, type: str, content: bytes) -> dict[str, Any]:
    """The file as an answer names it."""
    number = uuid4()
    storage().put(number.hex, io.BytesIO(content))
    digest = hashlib.sha256(content).hexdigest()
    return {"id": str(number), "name": name, "size": len(content), "type": type, "sha256": digest}


def file_rows(row: dict[str, Any], moment: datetime) -> Iterator[dict[str, Any]]:
    """Those that a submission's answers name."""
    for question, answer in row["answers"].items():
        for file in files_in(answer):
            place = {"question": question, "control": question, "submission_id": row["id"], "user_id": row["user_id"]}
            yield {**file, "id": UUID(file["id"]), **place, "state": "attached", "created_at": moment}
