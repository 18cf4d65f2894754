"""The answers when something is wrong: what happened, what to do, the request id, a way home. Never a trace."""

from typing import Any

import structlog
from flask import Flask, current_app, g, redirect, render_template, request, session, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from webapp.access.browser import visitor
from webapp.access.kept import asked_address, keep_blocked, shown_pairs, typed_pairs
from webapp.access.modes import RETRY_AFTER as RETRY_AFTER_MODE
from webapp.access.modes import InMaintenance
from webapp.database import constraint_of
from webapp.extensions import db
from webapp.languages import _, mark
from webapp.models.fault import note_fault
from webapp.models.permissions import Refused, StepUpNeeded
from webapp.models.person import Person
from webapp.models.throttle import TooMany
from webapp.models.turns import Busy
from webapp.oidc.trouble import ProviderTrouble
from webapp.only_looking import ReadOnly, is_only_looking
from webapp.responses import is_for_program, problem

# status: (title, what to do)
PAGES = {
    400: (mark("Bad request"), mark("The request could not be read."), mark("Go back, check what you typed, and send it again.")),
    403: (mark("Not allowed"), mark("Your role does not allow this."), mark("If you think it should, ask an administrator.")),
    404: (
        mark("Page not found"),
        mark("There is nothing at this address, or nothing that you may see."),
        mark("Check the address."),
    ),
    405: (
        mark("Not possible here"),
        mark("This address does not work that way."),
        mark("Go back and use the buttons on the page."),
    ),
    409: (
        mark("Changed by somebody else"),
        mark("Somebody else saved a change first."),
        mark("Go back, reload, and make yours again."),
    ),
    410: (mark("Link no longer valid"), mark("This link is no longer valid."), mark("Request a new one.")),
    413: (mark("Too large"), mark("That is too much at once."), mark("Send less text or a smaller file.")),
    415: (mark("Not readable"), mark("This kind of content is not read here."), mark("Use the form on the page.")),
    422: (
        mark("Something does not fit"),
        mark("A part of the request does not fit."),
        mark("Go back, check what you typed, and try again."),
    ),
    429: (mark("Too many tries"), mark("There were too many tries from your network."), mark("Wait a little and try again.")),
    500: (mark("Something went wrong"), mark("It was not your doing, and it has been noted."), mark("Try again in a minute.")),
    503: (mark("Not available right now"), mark("Nothing that was confirmed is lost."), mark("Try again in a minute.")),
}
RETRY_AFTER = "5"
# A line for a password moves faster than a database comes back.
RETRY_HASHING = "3"
log = structlog.get_logger("lodge.error")


def answer_errors(app: Flask) -> None:
    app.register_error_handler(HTTPException, known)
    app.register_error_handler(InMaintenance, closed)
    app.register_error_handler(CSRFError, stale_token)
    app.register_error_handler(StepUpNeeded, step_up)
    app.register_error_handler(Refused, refused)
    app.register_error_handler(ReadOnly, only_looking)
    app.register_error_handler(TooMany, too_many)
    app.register_error_handler(Busy, busy)
    app.register_error_handler(ProviderTrouble, elsewhere)
    app.register_error_handler(OperationalError, away)
    app.register_error_handler(InterfaceError, away)
    app.register_error_handler(PoolTimeout, away)
    app.register_error_handler(IntegrityError, conflict)
    app.register_error_handler(DataError, too_big)
    app.register_error_handler(Exception, unexpected)


def known(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error  # a redirect by the router
    own_words = error.description if error.description != type(error).description else None
    body, code = page(error.code, own_words)
    headers = {name: value for name, value in error.get_headers() if name.lower() in {"allow", "retry-after"}}
    return body, code, headers


def page(code: int, sentence: str | None = None) -> tuple[Any, int]:
    title, happened, advice = (_(words) for words in PAGES.get(code, PAGES[400 if code < 500 else 500]))
    if is_for_program():
        return problem(code, title, sentence or happened), code
    return render_template("errors/error.html", title=title, happened=sentence or happened, advice=[advice]), code


def closed(error: InMaintenance) -> Any:
    """What was sent is not kept: `again` shows its page, or the start page where there is none."""
    retry = {"Retry-After": str(error.retry_after)}
    title, happened = _(PAGES[503][0]), str(error.description)
    if is_for_program():
        return problem(503, title, happened), 503, retry
    again = asked_address() if request.method == "GET" else url_for("main.home.index")
    return render_template("errors/maintenance.html", title=title, happened=happened, again=again), 503, retry


def stale_token(error: CSRFError) -> Any:
    """The page's token is old: nothing was done, what was typed comes back with a new token."""
    pairs = typed_pairs()
    kept = {"action": asked_address(), "pairs": pairs, "listed": shown_pairs(pairs)}
    return render_template("errors/csrf.html", title=_("Press Continue again"), **kept), 400


def step_up(error: StepUpNeeded) -> Any:
    if is_only_looking():
        return only_looking(ReadOnly())
    if is_for_program():
        return page(403, _("A program cannot do this: a person has to confirm it."))
    if request.method == "GET":
        session["back"] = asked_address()
    else:
        keep_blocked(current_user.id)
    return redirect(url_for("account.confirm.confirm"), 303)


def refused(error: Refused) -> tuple[Any, int]:
    return page(403, error.sentence)


def only_looking(error: ReadOnly) -> Any:
    if g.get("is_read_only_for_all"):
        retry = {"Retry-After": str(int(RETRY_AFTER_MODE.total_seconds()))}
        title = _("Nothing can be changed at the moment")
        if is_for_program():
            return problem(503, title, _("The portal is read-only.")), 503, retry
        kept = {"action": asked_address(), "pairs": typed_pairs()}
        return render_template("errors/read_only.html", title=title, **kept), 503, retry
    return page(403, _("You are looking at the portal as somebody else: nothing can be changed. Stop viewing first."))


def too_many(error: TooMany) -> Any:
    """A network's limit, never an account's: those look like a wrong password."""
    return *page(429, str(error)), {"Retry-After": str(error.retry_after)}


def elsewhere(error: ProviderTrouble) -> tuple[str, int]:
    """An OpenID provider, or the way to it, did not do what it should."""
    log.warning("provider", request_id=g.get("request_id"), reason=error.reason)
    advice, again = [_("Begin again from the log-in page.")], {"url": url_for("auth.log_in.log_in"), "label": _("Go to log in")}
    title = _("Logging in elsewhere did not work")
    return render_template("errors/error.html", title=title, happened=_(error.sentence), advice=advice, back=again), error.code


def busy(error: Busy) -> Any:
    return *page(503), {"Retry-After": RETRY_HASHING}


def away(error: Exception) -> Any:
    """The database cannot be reached, is full, or is locked for too long."""
    db.session.rollback()
    log.error("database away", request_id=g.get("request_id"), exc_info=error)
    return plain(503), 503, {"Retry-After": RETRY_AFTER}


def conflict(error: IntegrityError) -> tuple[Any, int]:
    db.session.rollback()
    log.warning("constraint", request_id=g.get("request_id"), constraint=constraint_of(error))
    return page(409)


def too_big(error: DataError) -> tuple[Any, int]:
    """A number or a text that no column holds, which no page's own rules have caught."""
    db.session.rollback()
    log.warning("data", request_id=g.get("request_id"), reason=str(error.orig))
    return page(422)


def unexpected(error: Exception) -> Any:
    if current_app.debug or current_app.testing:
        raise error
    db.session.rollback()
    log.error("unexpected", request_id=g.get("request_id"), route=request.endpoint, exc_info=error)
    g.is_read_only = False  # what went wrong is noted, whatever else may not be changed
    try:
        note_fault(error, route=request.endpoint or "", request_id=g.get("request_id") or "")
    except Exception as another:  # whatever it is: the page comes first, and the log has it already
        log.error("not noted", request_id=g.get("request_id"), error=type(another).__name__)
    return plain(500), 500


def plain(code: int) -> Any:
    """A page that asks the database nothing, because it may be what has failed: nobody is signed in on it."""
    g.is_plain = True
    login_user_of_this_request(visitor())
    return page(code)[0]


def login_user_of_this_request(person: Person) -> None:
    g._login_user = person  # where Flask-Login keeps whom it has found
