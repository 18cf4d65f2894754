"""A mail before a draft goes: three days ahead, once for each day on which it would go."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from webapp.clock import now
from webapp.database import read, writing
from webapp.extensions import db
from webapp.languages import _, speaking, spoken
from webapp.models.draft import Draft
from webapp.models.form import Form
from webapp.models.mail_templates import in_own_words
from webapp.models.outbox import LONGEST_SUBJECT, OutboxMail
from webapp.models.user import User
from webapp.models.user_mail import day
from webapp.pending import pending

AHEAD = timedelta(days=3)
AT_ONCE = 100
mails: Table = OutboxMail.metadata.tables["outbox_mail"]


def warn_of_expiry(link: Callable[[UUID], str]) -> int:
    """Write to everybody whose draft goes within AHEAD and who has not been told; returns how many mails were written."""
    moment = now()
    going = (
        select(Draft.id, Draft.expires_at, Draft.user_id, User.email, User.name, User.timezone, User.language, Form.title)
        .join(User, User.id == Draft.user_id)
        .join(Form, Form.id == Draft.form_id)
        .where(Draft.expires_at > moment, Draft.expires_at <= moment + AHEAD)
        .where(User.status == "active", Form.state == "open")
        .order_by(Draft.id)
    )
    drafts = read(going).all()
    return sum(write(drafts[start : start + AT_ONCE], link) for start in range(0, len(drafts), AT_ONCE))


def write(drafts: Any, link: Callable[[UUID], str]) -> int:
    """One transaction; a mail that is there already stays the only one."""
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    adding = dialect.insert(mails).on_conflict_do_nothing(index_elements=["dedupe_key"]).returning(mails.c.id)
    with writing() as session:
        written = sum(len(session.connection().execute(adding, words(draft, link)).all()) for draft in drafts)
        pending().has_mail = bool(written)
    return written


def words(draft: Row[Any], link: Callable[[UUID], str]) -> dict[str, Any]:
    with speaking(draft.language):
        named = {"form": draft.title, "until": day(draft.expires_at, draft.timezone)}
        paragraphs = (
            _("Hello %(name)s,", name=draft.name),
            _("your answers to “%(form)s” have not been sent. They are kept until %(until)s and then deleted.", **named),
            _("Go on here, and they are kept longer:"),
            link(draft.id),
        )
        subject, language = _("%(form)s: your answers will be deleted soon", form=draft.title[:150]), spoken()
        subject, body = in_own_words("draft_goes", draft.name, subject, "\n\n".join(paragraphs) + "\n")
    return {
        "recipient": draft.email,
        "user_id": draft.user_id,
        "subject": subject[:LONGEST_SUBJECT],
        "body": body,
        "language": language,
        "dedupe_key": f"draft-goes:{draft.id}:{draft.expires_at:%Y-%m-%d}",
    }
