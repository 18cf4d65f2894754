"""Mails about second factors: added, removed, used, and guessed at (accounts.md, "Always mailed")."""

from datetime import datetime
from typing import TYPE_CHECKING

from webapp.dates import clock_in_words, in_zone
from webapp.in_force import portal_zone
from webapp.languages import _, ngettext
from webapp.models.account_mail import NOT_ME, circumstances
from webapp.models.person import Origin
from webapp.models.user_mail import ASK, day, in_own_language, in_their_language, tell

if TYPE_CHECKING:
    from webapp.models.user import User


@in_own_language("app_added")
def tell_app_added(user: "User", origin: Origin) -> None:
    fact = _("An authenticator app was added to your account. From now on, logging in asks for a code from it.")
    tell(user, _("An authenticator app was added"), fact, circumstances(origin, user), _(NOT_ME))


@in_own_language("app_removed")
def tell_app_removed(user: "User", origin: Origin) -> None:
    fact = _("The authenticator app was removed from your account. Its codes open nothing any more.")
    tell(user, _("Your authenticator app was removed"), fact, circumstances(origin, user), _(NOT_ME))


@in_their_language("app_stopped")
def tell_app_stopped(user: "User") -> None:
    fact = _("Too many wrong codes were typed for your account, so codes from your authenticator app are no longer accepted.")
    what = _("Log in with a recovery code, then remove the app and add it anew. Without recovery codes, ask an administrator.")
    tell(user, _("Your authenticator app was stopped"), fact, what, _("Change your password: whoever typed the codes knew it."))


@in_own_language("codes_made")
def tell_codes_made(user: "User", origin: Origin) -> None:
    fact = _("New recovery codes were made for your account. Older ones open nothing any more.")
    tell(user, _("New recovery codes were made"), fact, circumstances(origin, user), _(NOT_ME))


@in_own_language("code_used")
def tell_code_used(user: "User", origin: Origin, left: int) -> None:
    fact = _("A recovery code of your account was used. Recovery codes that are left: %(number)s.", number=left)
    more = _("Make new ones under your account while you are logged in.") if left < 4 else ""
    subject = ngettext("A recovery code was used, %(num)s left", "A recovery code was used, %(num)s left", left)
    tell(user, subject, fact, more, circumstances(origin, user), _(NOT_ME))


@in_their_language("wrong_code")
def tell_wrong_code(user: "User", origin: Origin) -> None:
    fact = _("Somebody typed your password correctly and then a wrong code. They did not get in.")
    what = _("If this was not you, somebody knows your password: change it now.")
    tell(user, _("Somebody knows your password"), fact, circumstances(origin, user), what)


@in_their_language("factors_reset")
def tell_factors_reset(user: "User", reason: str) -> None:
    fact = _("An administrator removed the second step from your account: its authenticator app, recovery codes and passkeys.")
    what = _("Your password alone now opens it. Add a second step again as soon as you can.")
    tell(user, _("Your second step was removed"), fact, _("Reason: %(reason)s", reason=reason), what, _(ASK))


@in_their_language("reset_announced")
def tell_reset_announced(user: "User", reason: str, due_at: datetime, keep: str | None) -> None:
    zone = user.timezone or portal_zone()
    when = {"day": day(due_at, user.timezone), "time": clock_in_words(in_zone(due_at, zone))}
    fact = _(
        "An administrator wants to remove the second step from your account: its authenticator app, recovery codes and passkeys."
    )
    then = _("That happens after %(day)s at %(time)s. Until then everything stays as it is.", **when)
    out = _("If you did not ask for this, ask another administrator to stop it.")
    if keep is not None:
        out = _("If you did not ask for this, keep your second step here:") + f"\n\n{keep}"
    tell(user, _("Your second step is going to be removed"), fact, _("Reason: %(reason)s", reason=reason), then, out)


@in_their_language("reset_cancelled")
def tell_reset_cancelled(user: "User") -> None:
    fact = _("Your second step is not going to be removed: an administrator has taken that back. Nothing was changed.")
    tell(user, _("Your second step stays"), fact, _(ASK))


@in_own_language("taken_back")
def tell_taken_back(user: "User", since: datetime, gone: list[tuple[str, str]]) -> None:
    fact = _(
        "You said that it was not you. What was added to your account since %(day)s was removed:",
        day=day(since, user.timezone),
    )
    listed = "\n".join("- " + _(words, name=name) for words, name in gone)
    tell(user, _("What was added to your account was removed"), fact, listed, _("What you had before is still there."), _(ASK))


@in_own_language("passkey_added")
def tell_passkey_added(user: "User", origin: Origin, name: str) -> None:
    fact = _("The passkey “%(name)s” was added to your account.", name=name)
    tell(user, _("A passkey was added"), fact, circumstances(origin, user), _(NOT_ME))


@in_own_language("passkey_removed")
def tell_passkey_removed(user: "User", origin: Origin, name: str) -> None:
    fact = _("The passkey “%(name)s” was removed from your account. It opens nothing any more.", name=name)
    tell(user, _("A passkey was removed"), fact, circumstances(origin, user), _(NOT_ME))


@in_their_language("passkey_doubted")
def tell_passkey_doubted(user: "User", origin: Origin, name: str) -> None:
    fact = _(
        "Your passkey “%(name)s” was used and refused: its counter went back, which a copy of it would do.",
        name=name,
    )
    what = _("Remove this passkey from your account and add a new one. If this was not you, ask an administrator at once.")
    tell(user, _("A passkey was refused"), fact, circumstances(origin, user), what)
