"""The outbox as administrators see it: the list by state, one mail, and a mail that is to be sent again."""

import re

from sqlalchemy import bindparam, select

from webapp.extensions import db
from webapp.languages import _, mark
from webapp.models.event import Event
from webapp.models.keyset import Keyset, Order
from webapp.models.mail_trouble import Trouble
from webapp.models.outbox import OutboxMail
from webapp.models.permissions import Permission, authorize
from webapp.models.person import Person
from webapp.models.standing import standing
from webapp.models.user import User

# What `login_session.new_token` makes, wherever it stands in a text.
TOKEN = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")
# What `link_code.add_code` makes.
CODE = re.compile(r"\b[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}\b")
TEST = mark("You asked for this mail to see whether mail leaves the portal. It does.")
LISTED = select(
    OutboxMail.id,
    OutboxMail.created_at,
    OutboxMail.recipient,
    OutboxMail.subject,
    OutboxMail.state,
    OutboxMail.attempts,
    OutboxMail.last_error,
    OutboxMail.sent_at,
)
NEWEST_FIRST = Order((OutboxMail.id,), descending=True)
MAILS = Keyset(LISTED, NEWEST_FIRST, limit=50)
MAILS_IN_STATE = Keyset(LISTED.where(OutboxMail.state == bindparam("state")), NEWEST_FIRST, limit=50)
ONE_MAIL = (
    LISTED.add_columns(OutboxMail.body, OutboxMail.not_before, OutboxMail.user_id, User.role)
    .outerjoin(User, User.id == OutboxMail.user_id)
    .where(OutboxMail.id == bindparam("mail_id"))
)


def without_tokens(body: str) -> str:
    """A text whose one-time links and codes lead nowhere."""
    return CODE.sub("…", TOKEN.sub("…", body))


def post_test(*, by: Person) -> OutboxMail:
    """A mail to whoever asks for it, which shows whether mail leaves."""
    mail = OutboxMail.post(by.email, _("A test mail"), _("Hello %(name)s,", name=by.name) + f"\n\n{_(TEST)}\n", user_id=by.id)
    db.session.flush()
    Event.record(by=by, action="mail.tested", target=mail, detail={"recipient": mail.recipient})
    return mail


def note_tried(server: str, trouble: Trouble | None, *, by: Person) -> None:
    """That somebody spoke with the mail server by hand, and what came of it."""
    authorize(standing(by), Permission.OUTBOX_WRITE)
    Event.record(by=by, action="mail.server_tried", detail={"server": server, "result": trouble.key if trouble else "well"})


def post_preview(subject: str, body: str, *, by: Person) -> None:
    """A mail with example values to whoever words it."""
    authorize(standing(by), Permission.SETTINGS_WRITE)
    mail = OutboxMail.post(by.email, subject, body, user_id=by.id)
    db.session.flush()
    Event.record(by=by, action="mail.tested", target=mail, detail={"recipient": mail.recipient})
