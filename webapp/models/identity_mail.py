"""Mails about identities elsewhere: linked, unlinked (accounts.md, "Always mailed")."""

from typing import TYPE_CHECKING

from webapp.extensions import db
from webapp.models.account_mail import circumstances, way_out
from webapp.models.outbox import OutboxMail
from webapp.models.permissions import MANAGING, Role
from webapp.models.person import Origin
from webapp.models.user_mail import ASK, OWNERS, tell

if TYPE_CHECKING:
    from webapp.models.user import User


def tell_linked(user: "User", origin: Origin, label: str, shown_as: str, not_me: str | None) -> None:
    fact = f"From now on you can log in to your account with {label} as {shown_as}."
    tell(user, f"You can now log in with {label}", fact, circumstances(origin, user), way_out(not_me))


def tell_unlinked(user: "User", origin: Origin, label: str, shown_as: str, not_me: str | None) -> None:
    fact = f"Your account can no longer be opened with {label} as {shown_as}."
    tell(user, f"{label} no longer logs you in", fact, circumstances(origin, user), way_out(not_me))


def tell_role(user: "User", role: Role, label: str) -> None:
    """The person, and every owner where it is a role that manages people."""
    fact = f"Your role is now {role.value}: that is what your groups at {label} mean here."
    tell(user, "Your role was changed", fact, ASK)
    if role in MANAGING:
        body = f"{user.name} ({user.email}) logged in with {label} and has the role {role.value} by the groups there.\n"
        for owner in db.session.connection().execute(OWNERS).all():
            OutboxMail.post(owner.email, f"{user.name} has the role {role.value} now", body, user_id=owner.id)
