"""Mails to a person about their own account (accounts.md, "Always mailed")."""

from typing import TYPE_CHECKING

from webapp.clock import now
from webapp.dates import clock_in_words, in_zone, span_in_words
from webapp.in_force import limits, portal_zone
from webapp.languages import _, mark
from webapp.models.browser_words import browser_in_words
from webapp.models.person import Origin
from webapp.models.user_mail import day, in_own_language, tell

if TYPE_CHECKING:
    from webapp.models.user import User

NOT_ME = mark(
    "If this was not you, ask an administrator at once to log you out everywhere and to make a link for a new password."
)


def circumstances(origin: Origin, user: "User") -> str:
    """When on the clocks of this person, where and with what, as far as a server can know."""
    zone = user.timezone or portal_zone()
    moment = in_zone(now(), zone)
    known = {"day": day(moment, zone), "time": clock_in_words(moment), "browser": browser_in_words(origin.user_agent)}
    if origin.network:
        return _(
            "This happened on %(day)s at %(time)s, from the network address %(network)s, with %(browser)s.",
            network=origin.network,
            **known,
        )
    return _("This happened on %(day)s at %(time)s, from an unknown network, with %(browser)s.", **known)


def way_out(link: str | None) -> str:
    """What somebody does to whom this is news: a link where mail leaves, else whom to ask."""
    if link is None:
        return _(NOT_ME)
    lives = span_in_words(limits().not_me_link)
    sentence = _("If this was not you, end it here, within %(time)s, and choose a new password:", time=lives)
    return f"{sentence}\n\n{link}"


@in_own_language("password_changed")
def tell_password_changed(user: "User", origin: Origin, not_me: str | None) -> None:
    fact = _("The password of your account was changed. You were logged out everywhere else.")
    tell(user, _("Your password was changed"), fact, circumstances(origin, user), way_out(not_me))


@in_own_language("password_reset")
def tell_password_reset(user: "User", origin: Origin, not_me: str | None) -> None:
    fact = _("A new password was set for your account with a one-time link. You were logged out everywhere.")
    tell(user, _("Your password was reset"), fact, circumstances(origin, user), way_out(not_me))


@in_own_language("new_browser")
def tell_new_browser(user: "User", origin: Origin, not_me: str | None) -> None:
    fact = _("Somebody logged in to your account with a browser that was not used for it before.")
    tell(user, _("A log-in with a new browser"), fact, circumstances(origin, user), way_out(not_me))
