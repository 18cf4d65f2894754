"""What whoever sees a submission through is told: that its member changed it, or asks to."""

from collections.abc import Iterable

from sqlalchemy import select

from webapp.extensions import db
from webapp.languages import _, speaking
from webapp.models.definition_settings import Settings
from webapp.models.differences import Difference
from webapp.models.outbox import OutboxMail
from webapp.models.reference import show_reference
from webapp.models.user import User


def tell_of_change(
    user_id: int | None, title: str, settings: Settings, reference: str, revision: int, told: Iterable[Difference]
) -> None:
    """Once a revision; the answers only where the form is not confidential and the question is not about something special."""
    reader = db.session.scalar(select(User).where(User.id == user_id, User.status == "active")) if user_id else None
    if reader is None:
        return
    with speaking(reader.language):
        shown = show_reference(reference)
        lines = [
            _("Hello %(name)s,", name=reader.name),
            _("%(reference)s, “%(form)s”, was changed by its member. You see it through.", reference=shown, form=title),
        ]
        if not settings.confidential:
            lines += [_("%(question)s: “%(old)s” is now “%(new)s”", **one._asdict()) for one in told]
        subject = _("%(form)s: %(reference)s was changed", form=title[:150], reference=shown)
        key = f"changed:{reference}:{revision}:{reader.id}"
        body = "\n\n".join(lines) + "\n"
        OutboxMail.post_once(key, reader.email, subject, body, user_id=reader.id, kind="changed", name=reader.name)
