"""Mails about what a person has about themselves: a token, a copy of their data, the end of their account."""

from datetime import datetime
from typing import TYPE_CHECKING

from webapp.dates import span_in_words
from webapp.in_force import limits
from webapp.languages import _
from webapp.models.account_mail import NOT_ME, circumstances
from webapp.models.person import Origin
from webapp.models.user_mail import ASK, day, in_own_language, in_their_language, tell

if TYPE_CHECKING:
    from webapp.models.user import User


@in_own_language("token_made")
def tell_token_made(user: "User", origin: Origin, name: str, until: datetime) -> None:
    fact = _(
        "An API token called “%(name)s” was made for your account. It works until %(day)s.",
        name=name,
        day=day(until, user.timezone),
    )
    what = _("Whoever has it can do in your name what it was made for. You can revoke it under your account.")
    tell(user, _("An API token was made"), fact, what, circumstances(origin, user), _(NOT_ME))


@in_their_language("export_ready")
def tell_export_ready(user: "User", page: str) -> None:
    fact = _(
        "The copy of your data that you asked for is ready. You can download it within %(time)s, while you are logged in:",
        time=span_in_words(limits().export_life),
    )
    tell(user, _("Your data is ready"), fact, page)


@in_own_language("leaving")
def tell_leaving(user: "User", origin: Origin, due: datetime) -> None:
    fact = _(
        "You asked for your account to be deleted. On %(day)s your personal data is erased.",
        day=day(due, user.timezone),
    )
    what = _("Until then you can change your mind: log in and choose to keep the account. Until then nobody sees it.")
    tell(user, _("Your account will be deleted"), fact, what, circumstances(origin, user), _(ASK))


@in_own_language("stayed")
def tell_stayed(user: "User", origin: Origin) -> None:
    fact = _("Your account will not be deleted: somebody logged in to it or took its old address back, and kept it.")
    what = _("Your API tokens stay revoked. Make new ones where you need them.")
    tell(user, _("Your account is kept"), fact, what, circumstances(origin, user), _(NOT_ME))
