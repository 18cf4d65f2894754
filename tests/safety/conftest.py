"""Portals that safety tests knock at."""

import pytest

from tests.support.visits import Portal, furnished


@pytest.fixture(scope="module")
def portal() -> Portal:
    """Furnished on SQLite; call `put_back()` before counting on what stands in it."""
    return furnished()
