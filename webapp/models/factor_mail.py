"""Mails about second factors: added, removed, used, and guessed at (accounts.md, "Always mailed")."""

from datetime import datetime
from typing import TYPE_CHECKING

from webapp.models.account_mail import NOT_ME, circumstances
from webapp.models.person import Origin
from webapp.models.user_mail import ASK, day, tell

if TYPE_CHECKING:
    from webapp.models.user import User


def tell_app_added(user: "User", origin: Origin) -> None:
    fact = "An authenticator app was added to your account. From now on, logging in asks for a code from it."
    tell(user, "An authenticator app was added", fact, circumstances(origin, user), NOT_ME)


def tell_app_removed(user: "User", origin: Origin) -> None:
    fact = "The authenticator app was removed from your account. Its codes open nothing any more."
    tell(user, "Your authenticator app was removed", fact, circumstances(origin, user), NOT_ME)


def tell_app_stopped(user: "User") -> None:
    fact = "Too many wrong codes were typed for your account, so codes from your authenticator app are no longer accepted."
    what = "Log in with a recovery code, then remove the app and add it anew. Without recovery codes, ask an administrator."
    tell(user, "Your authenticator app was stopped", fact, what, "Change your password: whoever typed the codes knew it.")


def tell_codes_made(user: "User", origin: Origin) -> None:
    fact = "New recovery codes were made for your account. Older ones open nothing any more."
    tell(user, "New recovery codes were made", fact, circumstances(origin, user), NOT_ME)


def tell_code_used(user: "User", origin: Origin, left: int) -> None:
    fact = f"A recovery code of your account was used. Recovery codes that are left: {left}."
    more = "Make new ones under your account while you are logged in." if left < 4 else ""
    tell(user, f"A recovery code was used, {left} left", fact, more, circumstances(origin, user), NOT_ME)


def tell_wrong_code(user: "User", origin: Origin) -> None:
    fact = "Somebody typed your password correctly and then a wrong code. They did not get in."
    what = "If this was not you, somebody knows your password: change it now."
    tell(user, "Somebody knows your password", fact, circumstances(origin, user), what)


def tell_factors_reset(user: "User", reason: str) -> None:
    fact = "An administrator removed the second step from your account: its authenticator app, recovery codes and passkeys."
    what = "Your password alone now opens it. Add a second step again as soon as you can."
    tell(user, "Your second step was removed", fact, f"Reason: {reason}", what, ASK)


def tell_taken_back(user: "User", since: datetime, gone: list[str]) -> None:
    fact = f"You said that it was not you. What was added to your account since {day(since, user.timezone)} was removed:"
    listed = "\n".join(f"- {one}" for one in gone)
    tell(user, "What was added to your account was removed", fact, listed, "What you had before is still there.", ASK)


def tell_passkey_added(user: "User", origin: Origin, name: str) -> None:
    fact = f"The passkey “{name}” was added to your account."
    tell(user, "A passkey was added", fact, circumstances(origin, user), NOT_ME)


def tell_passkey_removed(user: "User", origin: Origin, name: str) -> None:
    fact = f"The passkey “{name}” was removed from your account. It opens nothing any more."
    tell(user, "A passkey was removed", fact, circumstances(origin, user), NOT_ME)


def tell_passkey_doubted(user: "User", origin: Origin, name: str) -> None:
    fact = f"Your passkey “{name}” was used and refused: its counter went back, which a copy of it would do."
    what = "Remove this passkey from your account and add a new one. If this was not you, ask an administrator at once."
    tell(user, "A passkey was refused", fact, circumstances(origin, user), what)
