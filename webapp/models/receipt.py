"""The mail that says something has arrived, or was changed: its reference, when, and what happens next."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Table

from webapp.languages import _, spoken
from webapp.models.answering import Filling
from webapp.models.definition_settings import Settings
from webapp.models.mail_templates import in_own_words
from webapp.models.opening import with_zone
from webapp.models.outbox import LONGEST_SUBJECT, OutboxMail
from webapp.models.person import Person
from webapp.models.reference import show_reference
from webapp.pending import pending
from webapp.prepared import Change

mails: Table = OutboxMail.metadata.tables["outbox_mail"]
INSERT = Change(mails.insert())


def post_receipt(
    person: Person,
    title: str,
    filling: Filling,
    reference: str,
    at: datetime,
    tz: str,
    link: str,
    lines: Sequence[str] = (),
    revision: int = 1,
) -> None:
    """Put it into the outbox of this transaction, once a revision. `lines`: where it stands on waiting lists."""
    shown = show_reference(reference)
    named = {"form": title[:160], "reference": shown}
    is_first = revision == 1
    subject = _("%(form)s: received, reference %(reference)s", **named)
    if not is_first:
        subject = _("%(form)s: changed, reference %(reference)s", **named)
    body = "\n\n".join(receipt(person, title, filling, shown, with_zone(at, tz), link, lines, is_first=is_first))
    subject, body = in_own_words("receipt", person.name, subject, body)
    words = {
        "recipient": person.email,
        "user_id": person.id,
        "subject": subject[:LONGEST_SUBJECT],
        "body": body,
        "dedupe_key": f"receipt:{reference}:{revision}",
        "language": spoken(),
    }
    INSERT.run(**words)
    pending().has_mail = True


def receipt(
    person: Person, title: str, filling: Filling, shown: str, when: str, link: str, lines: Sequence[str], *, is_first: bool
) -> list[str]:
    """Its paragraphs."""
    settings = filling.definition.settings
    next_steps = filling.definition.words(settings.next_steps, spoken())
    named = {"form": title, "when": when}
    arrived = _("we have received “%(form)s” from you on %(when)s.", **named)
    changed = _("we have received your changes to “%(form)s” on %(when)s.", **named)
    return [
        _("Hello %(name)s,", name=person.name),
        arrived if is_first else changed,
        _("Your reference is %(reference)s. Quote it when you write to us or call.", reference=shown),
        *lines,
        *([_("What happens next:") + f"\n\n{next_steps}"] if next_steps else []),
        *([_("Your answers:") + f"\n\n{answers(filling)}"] if repeats_answers(filling, settings) else []),
        _("You can read what you sent, and see where it stands, here:") + f"\n\n{link}",
    ]


def repeats_answers(filling: Filling, settings: Settings) -> bool:
    """Only where the author wants it, and never where a question asks for something special, such as health."""
    is_special = any(question.pii == "special" for question in filling.definition.questions)
    return settings.receipt_answers and not settings.confidential and not is_special


def answers(filling: Filling) -> str:
    return "\n".join(f"{row.question}: {row.text}" for page in filling.summary() for row in page.rows)
