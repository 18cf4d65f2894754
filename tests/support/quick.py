"""Password hashes that cost nothing, for tests whose subject is not the hash: a real one takes a third of a second."""

import pytest
from werkzeug.security import generate_password_hash

from tests.support import make
from webapp.models import password, recovery_code

METHOD = "scrypt:256:8:1"


def use_quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password, "METHOD", METHOD)
    monkeypatch.setattr(recovery_code, "METHOD", METHOD)
    monkeypatch.setattr(make, "hashed", lambda word=make.PASSWORD: generate_password_hash(word, METHOD))
