"""Mails about identities elsewhere: linked, unlinked (accounts.md, "Always mailed")."""

from typing import TYPE_CHECKING

from webapp.extensions import db
from webapp.languages import _, speaking
from webapp.models.account_mail import circumstances, way_out
from webapp.models.outbox import OutboxMail
from webapp.models.permissions import MANAGING, Role
from webapp.models.person import Origin
from webapp.models.role_words import role_within
from webapp.models.user_mail import ASK, OWNERS, in_own_language, letter, tell

if TYPE_CHECKING:
    from webapp.models.user import User


@in_own_language("linked")
def tell_linked(user: "User", origin: Origin, label: str, shown_as: str, not_me: str | None) -> None:
    fact = _("From now on you can log in to your account with %(label)s as %(who)s.", label=label, who=shown_as)
    tell(user, _("You can now log in with %(label)s", label=label), fact, circumstances(origin, user), way_out(not_me))


@in_own_language("unlinked")
def tell_unlinked(user: "User", origin: Origin, label: str, shown_as: str, not_me: str | None) -> None:
    fact = _("Your account can no longer be opened with %(label)s as %(who)s.", label=label, who=shown_as)
    tell(user, _("%(label)s no longer logs you in", label=label), fact, circumstances(origin, user), way_out(not_me))


def tell_role(user: "User", role: Role, label: str) -> None:
    """The person, and every owner where it is a role that manages people."""
    tell_own_role(user, role, label)
    if role in MANAGING:
        for owner in db.session.connection().execute(OWNERS).all():
            with speaking(owner.language):
                called = {"name": user.name, "email": user.email, "role": role_within(role), "label": label}
                fact = _("%(name)s (%(email)s) logged in with %(label)s and has the role %(role)s by the groups there.", **called)
                subject = _("%(name)s has the role %(role)s now", **called)
                OutboxMail.post(owner.email, subject, letter(fact), user_id=owner.id, kind="owners_role")


@in_own_language("own_role")
def tell_own_role(user: "User", role: Role, label: str) -> None:
    fact = _(
        "Your role is now %(role)s: that is what your groups at %(label)s mean here.",
        role=role_within(role),
        label=label,
    )
    tell(user, _("Your role was changed"), fact, _(ASK))
