"""Hashes cost nothing here; tests/models/test_password.py looks at the real ones."""

import pytest

from tests.support.quick import use_quick_hashes


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    use_quick_hashes(monkeypatch)
