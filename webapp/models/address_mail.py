"""Mails about a change of address: to the new one, to the old one, and to whoever has it already."""

from webapp.dates import span_in_words
from webapp.in_force import limits
from webapp.models.account_mail import NOT_ME, circumstances, way_out
from webapp.models.outbox import OutboxMail
from webapp.models.person import Origin
from webapp.models.user import User
from webapp.models.user_mail import tell


def tell_new_address(user: User, email: str, link: str) -> None:
    """Whose mailbox this is nobody knows yet: it reads no word that the one who asks has chosen, a name least of all."""
    OutboxMail.post(
        email,
        "Confirm your new email address",
        "Hello,\n\n"
        "you asked to use this address for your account. "
        f"Open this link within {span_in_words(limits().email_link)}, where you are logged in:\n\n"
        f"{link}\n\n"
        "If it was not you, do nothing.\n",
        user_id=user.id,
    )


def tell_holder(holder: User) -> None:
    fact = "Somebody asked to use this address for another account. It belongs to your account, so nothing was changed."
    tell(holder, "This address has an account already", fact, "If that was you, log in with this address.")


def tell_asked(user: User, email: str, origin: Origin, link: str | None) -> None:
    fact = f"Somebody asked to change the email address of your account to {email}. Nothing is changed until that is confirmed."
    tell(user, "A change of your email address was asked for", fact, circumstances(origin, user), way_out(link))


def tell_changed(user: User, old: str, origin: Origin, undo: str | None) -> None:
    """Both are told; the old one first, because it may be news to its owner."""
    fact = f"The email address of your account was changed from {old} to {user.email}."
    lives = span_in_words(limits().email_undo_link)
    back = f"If this was not you, take your account back with this link, within {lives}:\n\n{undo}" if undo else NOT_ME
    tell(user, "Your email address was changed", fact, circumstances(origin, user), back, recipient=old)
    tell(user, "Your email address was changed", fact, f"From now on, log in with {user.email}.")


def tell_undone(user: User, given_up: str) -> None:
    fact = f"The email address of your account is {user.email} again. You were logged out everywhere."
    tell(user, "Your email address was changed back", fact, "Choose a new password before you log in.")
    tell(user, "An email address was changed back", "This address does not belong to an account any more.", recipient=given_up)
