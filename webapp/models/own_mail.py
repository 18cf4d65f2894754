"""Mails about what a person has about themselves: a token, a copy of their data, the end of their account."""

from datetime import datetime
from typing import TYPE_CHECKING

from webapp.dates import span_in_words
from webapp.in_force import limits
from webapp.models.account_mail import NOT_ME, circumstances
from webapp.models.person import Origin
from webapp.models.user_mail import ASK, day, tell

if TYPE_CHECKING:
    from webapp.models.user import User


def tell_token_made(user: "User", origin: Origin, name: str, until: datetime) -> None:
    fact = f"An API token called “{name}” was made for your account. It works until {day(until, user.timezone)}."
    what = "Whoever has it can do in your name what it was made for. You can revoke it under your account."
    tell(user, "An API token was made", fact, what, circumstances(origin, user), NOT_ME)


def tell_export_ready(user: "User", page: str) -> None:
    lives = span_in_words(limits().export_life)
    fact = f"The copy of your data that you asked for is ready. You can download it within {lives}, while you are logged in:"
    tell(user, "Your data is ready", fact, page)


def tell_leaving(user: "User", origin: Origin, due: datetime) -> None:
    fact = f"You asked for your account to be deleted. On {day(due, user.timezone)} your personal data is erased."
    what = "Until then you can change your mind: log in and choose to keep the account. Until then nobody sees it."
    tell(user, "Your account will be deleted", fact, what, circumstances(origin, user), ASK)


def tell_stayed(user: "User", origin: Origin) -> None:
    fact = "Your account will not be deleted: somebody logged in to it or took its old address back, and kept it."
    what = "Your API tokens stay revoked. Make new ones where you need them."
    tell(user, "Your account is kept", fact, what, circumstances(origin, user), NOT_ME)
