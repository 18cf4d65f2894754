"""Each check of an upload, in order; what passes lies in the store under a name of ours."""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.support.files import PDF, bomb, docx, photo
from webapp.clock import now
from webapp.kinds.file_types import MEGABYTE, USUAL, Limits
from webapp.storage import storage
from webapp.storage.intake import NotTaken, Taken, take_in

LIMITS = Limits(USUAL, MEGABYTE, 1)
REFUSED = {
    "big": ("a.pdf", PDF + b"\0" * MEGABYTE),
    "empty": ("a.pdf", b""),
    "type": ("a.exe", b"MZ"),
    "mismatch": ("a.pdf", docx()),
    "huge": ("a.png", bomb()),
    "unreadable": ("a.jpg", photo()[:200]),
}


@pytest.fixture
def stored(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def take(name: str, content: bytes) -> Taken:
    return take_in(io.BytesIO(content), name, LIMITS)


def test_what_passes_is_described_as_it_lies_in_the_store(stored: None) -> None:
    taken = take("../Letter of Ada.PDF", PDF)
    assert (taken.name, taken.size, taken.type) == ("Letter of Ada.PDF", len(PDF), "application/pdf")
    assert taken.sha256 == hashlib.sha256(PDF).hexdigest()
    assert b"".join(storage().chunks(taken.id.hex)) == PDF


def test_a_picture_is_described_as_it_was_drawn_anew(stored: None) -> None:
    taken = take("photo.jpeg", photo())
    kept = b"".join(storage().chunks(taken.id.hex))
    assert b"Exif" not in kept
    assert (taken.type, taken.size, taken.sha256) == ("image/jpeg", len(kept), hashlib.sha256(kept).hexdigest())


@pytest.mark.parametrize("reason", REFUSED)
def test_what_does_not_pass_is_not_stored(stored: None, reason: str) -> None:
    before = set(storage().older_than(now()))
    with pytest.raises(NotTaken) as refusal:
        take(*REFUSED[reason])
    assert refusal.value.reason == reason
    assert set(storage().older_than(now())) == before


def test_a_store_that_is_away_is_told(stored: None, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage(), "root", Path("/dev/null/uploads"))  # type: ignore[attr-defined]
    with pytest.raises(NotTaken) as refusal:
        take("a.pdf", PDF)
    assert refusal.value.reason == "away"
