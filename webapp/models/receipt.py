"""The mail that says a submission has arrived: its reference, when, and what happens next. No answers in it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Table

from webapp.languages import _, spoken
from webapp.models.definition import Definition
from webapp.models.opening import with_zone
from webapp.models.outbox import OutboxMail
from webapp.models.person import Person
from webapp.models.reference import show_reference
from webapp.pending import pending
from webapp.prepared import Change

mails: Table = OutboxMail.metadata.tables["outbox_mail"]
INSERT = Change(mails.insert())


def post_receipt(
    person: Person,
    title: str,
    definition: Definition,
    reference: str,
    at: datetime,
    tz: str,
    link: str,
    lines: Sequence[str] = (),
) -> None:
    """Put it into the outbox of this transaction, once a submission. `lines`: where it stands on waiting lists."""
    shown = show_reference(reference)
    words = {
        "recipient": person.email,
        "user_id": person.id,
        "subject": _("%(form)s: received, reference %(reference)s", form=title[:160], reference=shown),
        "body": "\n\n".join(receipt(person, title, definition, shown, with_zone(at, tz), link, lines)),
        "dedupe_key": f"receipt:{reference}:1",
        "language": spoken(),
    }
    INSERT.run(**words)
    pending().has_mail = True


def receipt(
    person: Person, title: str, definition: Definition, shown: str, when: str, link: str, lines: Sequence[str]
) -> list[str]:
    """Its paragraphs."""
    settings = definition.settings
    next_steps = definition.words(settings.next_steps, spoken())
    return [
        _("Hello %(name)s,", name=person.name),
        _("we have received “%(form)s” from you on %(when)s.", form=title, when=when),
        _("Your reference is %(reference)s. Quote it when you write to us or call.", reference=shown),
        *lines,
        *([_("What happens next:") + f"\n\n{next_steps}"] if next_steps else []),
        _("You can read what you sent, and see where it stands, here:") + f"\n\n{link}",
    ]
