"""Mails about a change of address: to the new one, to the old one, and to whoever has it already."""

from webapp.dates import span_in_words
from webapp.in_force import limits
from webapp.languages import _
from webapp.models.account_mail import NOT_ME, circumstances, way_out
from webapp.models.outbox import OutboxMail
from webapp.models.person import Origin
from webapp.models.user import User
from webapp.models.user_mail import in_own_language, in_their_language, letter, tell


@in_own_language("new_address")
def tell_new_address(user: User, email: str, link: str) -> None:
    """Whose mailbox this is nobody knows yet: it reads no word that the one who asks has chosen, a name least of all."""
    fact = _(
        "you asked to use this address for your account. Open this link within %(time)s, where you are logged in:",
        time=span_in_words(limits().email_link),
    )
    body = letter(_("Hello,"), fact, link, _("If it was not you, do nothing."))
    OutboxMail.post(email, _("Confirm your new email address"), body, user_id=user.id)


@in_their_language("address_taken")
def tell_holder(holder: User) -> None:
    fact = _("Somebody asked to use this address for another account. It belongs to your account, so nothing was changed.")
    tell(holder, _("This address has an account already"), fact, _("If that was you, log in with this address."))


@in_own_language("address_asked")
def tell_asked(user: User, email: str, origin: Origin, link: str | None) -> None:
    fact = _(
        "Somebody asked to change the email address of your account to %(email)s. Nothing is changed until that is confirmed.",
        email=email,
    )
    tell(user, _("A change of your email address was asked for"), fact, circumstances(origin, user), way_out(link))


@in_own_language("address_changed")
def tell_changed(user: User, old: str, origin: Origin, undo: str | None) -> None:
    """Both are told; the old one first, because it may be news to its owner."""
    subject = _("Your email address was changed")
    fact = _("The email address of your account was changed from %(old)s to %(new)s.", old=old, new=user.email)
    tell(user, subject, fact, circumstances(origin, user), way_back(undo), recipient=old)
    tell(user, subject, fact, _("From now on, log in with %(email)s.", email=user.email))


def way_back(undo: str | None) -> str:
    if undo is None:
        return _(NOT_ME)
    lives = span_in_words(limits().email_undo_link)
    sentence = _("If this was not you, take your account back with this link, within %(time)s:", time=lives)
    return f"{sentence}\n\n{undo}"


@in_own_language("address_undone")
def tell_undone(user: User, given_up: str) -> None:
    fact = _(
        "The email address of your account is %(email)s again. You were logged out everywhere.",
        email=user.email,
    )
    gone = _("This address does not belong to an account any more.")
    tell(user, _("Your email address was changed back"), fact, _("Choose a new password before you log in."))
    tell(user, _("An email address was changed back"), gone, recipient=given_up)
