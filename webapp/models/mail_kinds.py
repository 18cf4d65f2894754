"""The mails that the portal writes, by name: what each is about, for whoever puts their own words around it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from webapp.languages import LANGUAGES, _, mark


@dataclass(frozen=True, slots=True)
class MailKind:
    """`title` and `example`: its subject and a sentence of it."""

    title: str
    example: str
    # Some go to a mailbox that nobody has proven yet: they name nobody.
    has_name: bool = True


KINDS: dict[str, MailKind] = {
    "invitation": MailKind(
        mark("You are invited"),
        mark("%(name)s invites you to open an account. Choose your name and your password here, within %(time)s:"),
        has_name=False,
    ),
    "sign_up": MailKind(
        mark("Confirm your email address"),
        mark("somebody, we hope you, wants to sign up with this address. Open this link within %(time)s to go on:"),
        has_name=False,
    ),
    "sign_up_known": MailKind(
        mark("You already have an account"),
        mark("If you have forgotten your password, you can ask for a new one there. If it was not you, do nothing."),
        has_name=False,
    ),
    "waiting": MailKind(
        mark("Somebody is waiting for approval"),
        mark("people have signed up and wait until you approve or reject them:"),
        has_name=False,
    ),
    "approved": MailKind(
        mark("Your account was approved"), mark("An administrator has approved your account. You can log in now.")
    ),
    "rejected": MailKind(
        mark("Your account was not approved"),
        mark("You signed up here, and an administrator has decided not to give you an account."),
    ),
    "reset": MailKind(
        mark("Choose a new password"),
        mark("Somebody, we hope you, asked for a new password for your account. Choose it here, within %(time)s:"),
    ),
    "link": MailKind(
        mark("Choose a new password"),
        mark("An administrator asks you to choose a new password for your account. Choose it here, within %(time)s:"),
    ),
    "password_changed": MailKind(
        mark("Your password was changed"),
        mark("The password of your account was changed. You were logged out everywhere else."),
    ),
    "password_reset": MailKind(
        mark("Your password was reset"),
        mark("A new password was set for your account with a one-time link. You were logged out everywhere."),
    ),
    "new_browser": MailKind(
        mark("A log-in with a new browser"),
        mark("Somebody logged in to your account with a browser that was not used for it before."),
    ),
    "new_address": MailKind(
        mark("Confirm your new email address"),
        mark("you asked to use this address for your account. Open this link within %(time)s, where you are logged in:"),
        has_name=False,
    ),
    "address_taken": MailKind(mark("This address has an account already"), mark("If that was you, log in with this address.")),
    "address_asked": MailKind(
        mark("A change of your email address was asked for"),
        mark(
            "Somebody asked to change the email address of your account to %(email)s. Nothing is changed until that is confirmed."
        ),
    ),
    "address_changed": MailKind(
        mark("Your email address was changed"),
        mark("The email address of your account was changed from %(old)s to %(new)s."),
    ),
    "address_undone": MailKind(
        mark("Your email address was changed back"),
        mark("The email address of your account is %(email)s again. You were logged out everywhere."),
    ),
    "email_changed": MailKind(
        mark("Your email address was changed"),
        mark("An administrator changed the email address of your account from %(old)s to %(new)s."),
    ),
    "suspended": MailKind(mark("Your account was suspended"), mark("You cannot log in for now. Nothing of yours was deleted.")),
    "unsuspended": MailKind(mark("You can log in again"), mark("The suspension of your account was lifted.")),
    "deleted": MailKind(
        mark("Your account will be deleted"), mark("An administrator deleted your account. You cannot log in any more.")
    ),
    "restored": MailKind(
        mark("Your account was restored"), mark("The deletion of your account was cancelled. You can log in again.")
    ),
    "leaving": MailKind(
        mark("Your account will be deleted"),
        mark("You asked for your account to be deleted. On %(day)s your personal data is erased."),
    ),
    "stayed": MailKind(mark("Your account is kept"), mark("Your API tokens stay revoked. Make new ones where you need them.")),
    "granted": MailKind(
        mark("You were offered the role %(role)s"),
        mark("An administrator wants to give you the role %(role)s. When you next log in you can accept or decline it."),
    ),
    "lowered": MailKind(
        mark("Your role was changed"),
        mark("Your role is now %(role)s. Some pages may not be open to you any more."),
    ),
    "own_role": MailKind(
        mark("Your role was changed"),
        mark("Your role is now %(role)s: that is what your groups at %(label)s mean here."),
    ),
    "owners_offer": MailKind(
        mark("%(name)s was offered the role %(role)s"),
        mark("%(who)s offered %(name)s (%(email)s) the role %(role)s."),
        has_name=False,
    ),
    "owners_role": MailKind(
        mark("%(name)s has the role %(role)s now"),
        mark("%(name)s (%(email)s) logged in with %(label)s and has the role %(role)s by the groups there."),
        has_name=False,
    ),
    "linked": MailKind(
        mark("You can now log in with %(label)s"),
        mark("From now on you can log in to your account with %(label)s as %(who)s."),
    ),
    "unlinked": MailKind(
        mark("%(label)s no longer logs you in"),
        mark("Your account can no longer be opened with %(label)s as %(who)s."),
    ),
    "app_added": MailKind(
        mark("An authenticator app was added"),
        mark("An authenticator app was added to your account. From now on, logging in asks for a code from it."),
    ),
    "app_removed": MailKind(
        mark("Your authenticator app was removed"),
        mark("The authenticator app was removed from your account. Its codes open nothing any more."),
    ),
    "app_stopped": MailKind(
        mark("Your authenticator app was stopped"),
        mark("Too many wrong codes were typed for your account, so codes from your authenticator app are no longer accepted."),
    ),
    "codes_made": MailKind(
        mark("New recovery codes were made"),
        mark("New recovery codes were made for your account. Older ones open nothing any more."),
    ),
    "code_used": MailKind(
        mark("A recovery code was used"),
        mark("A recovery code of your account was used. Recovery codes that are left: %(number)s."),
    ),
    "wrong_code": MailKind(
        mark("Somebody knows your password"),
        mark("Somebody typed your password correctly and then a wrong code. They did not get in."),
    ),
    "factors_reset": MailKind(
        mark("Your second step was removed"),
        mark("An administrator removed the second step from your account: its authenticator app, recovery codes and passkeys."),
    ),
    "reset_announced": MailKind(
        mark("Your second step is going to be removed"),
        mark("If you did not ask for this, ask another administrator to stop it."),
    ),
    "reset_cancelled": MailKind(
        mark("Your second step stays"),
        mark("Your second step is not going to be removed: an administrator has taken that back. Nothing was changed."),
    ),
    "taken_back": MailKind(mark("What was added to your account was removed"), mark("What you had before is still there.")),
    "passkey_added": MailKind(mark("A passkey was added"), mark("The passkey “%(name)s” was added to your account.")),
    "passkey_removed": MailKind(
        mark("A passkey was removed"), mark("The passkey “%(name)s” was removed from your account. It opens nothing any more.")
    ),
    "passkey_doubted": MailKind(
        mark("A passkey was refused"),
        mark("Your passkey “%(name)s” was used and refused: its counter went back, which a copy of it would do."),
    ),
    "token_made": MailKind(
        mark("An API token was made"),
        mark("An API token called “%(name)s” was made for your account. It works until %(day)s."),
    ),
    "export_ready": MailKind(
        mark("Your data is ready"),
        mark("The copy of your data that you asked for is ready. You can download it within %(time)s, while you are logged in:"),
    ),
    "status": MailKind(mark("A submission has a new status"), mark("your submission to “%(form)s” is now: %(status)s.")),
    "correction": MailKind(
        mark("%(form)s: a correction is needed"),
        mark("we need a correction of what you sent to “%(form)s”."),
    ),
    "place": MailKind(mark("%(form)s: you have a place"), mark("a place became free in “%(form)s”, and it is yours.")),
    "changed": MailKind(
        mark("%(form)s: %(reference)s was changed"),
        mark("%(reference)s, “%(form)s”, was changed by its member. You see it through."),
    ),
    "receipt": MailKind(
        mark("%(form)s: received, reference %(reference)s"), mark("we have received “%(form)s” from you on %(when)s.")
    ),
    "draft_goes": MailKind(
        mark("%(form)s: your answers will be deleted soon"),
        mark("your answers to “%(form)s” have not been sent. They are kept until %(until)s and then deleted."),
    ),
}
about: ContextVar[str] = ContextVar("mail_kind", default="")


@contextmanager
def writing_about(kind: str) -> Iterator[None]:
    """The mails that are written meanwhile are of this kind."""
    token = about.set(kind)
    try:
        yield
    finally:
        about.reset(token)


def setting_of(kind: str, language: str) -> str:
    """The setting that holds the organisation's own words for a mail in a language."""
    return f"mail.{kind}.{language}"


def example_values() -> dict[str, str]:
    """What stands for what only a real mail knows."""
    return {
        "name": "Ada Lovelace", "who": "Ada Lovelace", "email": "ada@example.org", "old": "ada@example.com",
        "new": "ada@example.org", "role": _("staff"), "label": "Example", "day": "1.1.2027", "when": "1.1.2027",
        "until": "1.1.2027", "time": "24 h", "number": "7", "form": "Summer courses", "reference": "K7Q-F9X-WM2",
        "status": "✓",
    }  # fmt: skip


def filled_in(sentence: str) -> str:
    """A sentence of a kind in the language that is spoken, with example values."""
    return _(sentence) % example_values() if "%(" in sentence else _(sentence)


def number_worded(values: Mapping[str, Any]) -> int:
    """For how many mails and languages the organisation has words of its own."""
    return sum(bool(values[setting_of(kind, language)]) for kind in KINDS for language in LANGUAGES)
