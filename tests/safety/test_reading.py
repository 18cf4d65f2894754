"""Reading changes nothing: every address that answers GET is opened, and every table is as it was before."""

import hashlib

import pytest
from sqlalchemy import MetaData, select

from tests.support.access_table import TABLE
from tests.support.stage import own_context
from tests.support.visits import Portal
from webapp.columns import Base
from webapp.extensions import db

READABLE = [endpoint for endpoint, line in TABLE.items() if " GET " in line]


def tables(metadata: MetaData = Base.metadata) -> dict[str, tuple[int, str]]:
    """Table → (number of rows, hash of all that stands in them)."""
    found = {}
    with own_context():
        for table in metadata.sorted_tables:
            rows = sorted(repr(tuple(row)) for row in db.session.execute(select(table)))
            found[table.name] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
        db.session.remove()
    return found


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("role", ["visitor", "member", "owner"])
def test_reading_every_page_changes_no_table(portal: Portal, role: str, method: str) -> None:
    """ASVS 3.5.3: what changes things wants a POST."""
    portal.put_back()
    before = tables()
    for endpoint in READABLE:
        answer = portal.browser(role).send(method, portal.path(endpoint))
        answer.get_data()
        answer.close()
        assert tables() == before, f"{method} {endpoint} by the {role} changed a table"


def test_a_change_would_be_seen(portal: Portal) -> None:
    portal.put_back()
    before = tables()
    portal.ask("member", "POST", "/account/name", {"name": "Grace"})
    assert tables() != before
