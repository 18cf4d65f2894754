"""`lodge events verify`: the exit code that a nightly job looks at."""

from flask import Flask
from sqlalchemy import text

from tests.support.acting import does
from tests.support.make import make_user
from tests.support.stage import own_context
from webapp.database import writing
from webapp.extensions import db


def test_an_untouched_log_ends_with_zero(app: Flask) -> None:
    does(make_user("owner"), "suspend", make_user(), reason="Rude")
    answer = app.test_cli_runner().invoke(args=["events", "verify"])
    assert (answer.exit_code, answer.stdout) == (0, "1 events, all as they were written.\n")


def test_an_altered_log_names_the_line_and_ends_with_one(app: Flask) -> None:
    does(make_user("owner"), "suspend", make_user(), reason="Rude")
    with own_context(), writing() as session:
        if db.engine.dialect.name == "postgresql":
            session.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            session.execute(text('DROP TRIGGER "event_no_update"'))
        session.execute(text("UPDATE event SET action = 'user.restored'"))
    answer = app.test_cli_runner().invoke(args=["events", "verify"])
    assert answer.exit_code == 1
    assert answer.stderr.startswith("Event 1 is not as it was written")
