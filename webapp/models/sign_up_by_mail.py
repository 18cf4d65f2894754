"""Signing up where mail is sent: the mailbox is proven first, and nobody learns whether an address has an account."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, select

from webapp.clock import now
from webapp.dates import span_in_words
from webapp.extensions import db
from webapp.in_force import limits
from webapp.languages import _, speaking, spoken
from webapp.models.approval import tell_administrators
from webapp.models.counter import Tries
from webapp.models.event import StrangerEvent
from webapp.models.link import Link, LinkTo, open_link
from webapp.models.link_code import add_code, use_code
from webapp.models.login_session import token_hash
from webapp.models.outbox import OutboxMail
from webapp.models.person import Person
from webapp.models.sign_up import Verdict, decide_sign_up
from webapp.models.throttle import of_sign_up_told
from webapp.models.user import User, email_key
from webapp.models.user_mail import letter


def request_sign_up(
    email: str, *, by: Person, browser: str, identifier: str, tries: Tries, is_allowed: bool, link_to: LinkTo, log_in: str
) -> None:
    """Mail a link and a code to the address, or that it has an account already; inside `writing()`.

    `browser` is the token of the browser that asks. Everybody leaves the same rows; when the address was tried too
    often the mail alone is left out, and an older link of its owner lives on.
    """
    known = db.session.execute(select(User.id, User.language).where(User.email_key == email_key(email))).first()
    link, token = Link.make("signup", address_key=email_key(email) if is_allowed else token_hash(browser), email=email)
    code = add_code(link, browser)
    db.session.add(
        StrangerEvent(
            action="signup_requested",
            identifier_hmac=identifier,
            network=by.origin.network,
            request_id=by.origin.request_id,
        )
    )
    if not is_allowed:
        return
    if known is None:
        mail_link(email, link_to(token), code)
    elif tries.add((limit := of_sign_up_told()).key(identifier), limit.window)[0] <= limit.most:
        mail_known(email, known, log_in)


def mail_link(email: str, address: str, code: str) -> None:
    """In the language spoken now: nobody else has asked for it, and no account says another."""
    asked = _(
        "somebody, we hope you, wants to sign up with this address. Open this link within %(time)s to go on:",
        time=span_in_words(limits().signup_link),
    )
    by_code = _(
        "Or type this code into the page on which you asked, within %(time)s: %(code)s",
        time=span_in_words(limits().code_life),
        code=code,
    )
    otherwise = _("If it was not you, do nothing: no account is made.")
    OutboxMail.post(
        email, _("Confirm your email address"), letter(_("Hello,"), asked, address, by_code, otherwise), kind="sign_up"
    )


def mail_known(email: str, known: Row[int, str], log_in: str) -> None:
    """To somebody who has an account, in their language."""
    with speaking(known.language or spoken()):
        fact = _("somebody, we hope you, wanted to sign up with this address. You already have an account here. Log in with it:")
        what = _("If you have forgotten your password, you can ask for a new one there. If it was not you, do nothing.")
        body = letter(_("Hello,"), fact, log_in, what)
        OutboxMail.post(email, _("You already have an account"), body, user_id=known.id, kind="sign_up_known")


def exchange_code(browser: str, typed: str) -> str | None:
    """The token of a new link for the browser whose code was right: the mailed one is spent with its code."""
    link = use_code(browser, typed)
    if link is None or link.purpose != "signup":
        return None
    return Link.make("signup", address_key=link.address_key, email=link.bound_to["email"])[1]


def finish_sign_up(
    token: str, *, by: Person, name: str, password_hash: str | None, rules: Mapping[str, Any], queue: str
) -> tuple[User | None, Verdict]:
    """Make the account behind a link, once: (person, verdict), None for a dead link or when the rules have changed."""
    link = open_link(token, "signup")
    if link is None:
        return None, Verdict()
    email = link.bound_to["email"]
    verdict = decide_sign_up(rules, email)
    if verdict.refusal or not link.use():
        return None, verdict
    values = {"password_hash": password_hash, "status": verdict.status, "email_confirmed_at": now()}
    user = User.create(by=by, name=name, email=email, action="signup_verified", **values)
    if verdict.is_waiting:
        tell_administrators(queue)
    return user, verdict
