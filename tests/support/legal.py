"""Legal pages that are up: `put_up("terms", "Be kind.", acceptance="everybody")`."""

from tests.support.stage import app, own_context, saving
from webapp.models.legal import NOBODY, newest, publish
from webapp.models.person import Person


def put_up(kind: str, text: str, *, acceptance: str = NOBODY, news: str = "") -> None:
    with own_context():
        last = newest(kind)
        opened = last.number if last else 0
    with saving():
        publish(kind, text=text, news=news, acceptance=acceptance, opened=opened, by=Person.command_line())
    app().extensions.pop("lodge_settings", None)
