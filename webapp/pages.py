"""What every template can name: the site, the person, addresses with their hash, times as people write them."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask, current_app, g, get_template_attribute, request, url_for
from flask_login import current_user
from jinja2 import StrictUndefined
from markupsafe import Markup

from webapp.clock import now
from webapp.dates import (
    clock_in_words,
    day_in_words,
    in_zone,
    milliseconds_in_words,
    moment_in_words,
    number_in_words,
    span_in_words,
)
from webapp.drawing import Calling, Compiler, Component
from webapp.in_force import limits
from webapp.kinds.wording import upper_first
from webapp.languages import _, direction, filled, mark, ngettext, spoken
from webapp.models.accent import DEFAULT as DEFAULT_ACCENT
from webapp.models.banner import banner_for
from webapp.models.form_status import said_status
from webapp.models.legal import TITLES
from webapp.models.permissions import ROLE_PERMISSIONS, Permission, Role
from webapp.models.prose import prose
from webapp.models.reference import show_reference
from webapp.models.role_words import role_in_words, role_within, status_in_words
from webapp.models.setting_registry import BANNER, DEFAULTS, LEGAL, LOGO
from webapp.site import fixed, settings, zone
from webapp.tokens import nonce, page_token

Wanted = tuple[tuple[str, str, str | None], ...]
Links = tuple[dict[str, Any], ...]

# label, endpoint, permission (None: everybody who is signed in)
MEMBER_LINKS = (
    (mark("Home"), "main.home.index", None),
    (mark("Forms"), "forms.index.index", None),
    (mark("Submissions"), "forms.submissions.index", None),
)
STAFF_LINKS = ((mark("Inbox"), "inbox.submissions.index", "submissions:read"), (mark("Admin"), "admin.index", "forms:read"))
ADMIN_LINKS = (
    (mark("Overview"), "admin.index", "forms:read"),
    (mark("Users"), "admin.users.index", "users:read"),
    (mark("Groups"), "admin.groups.index", "groups:read"),
    (mark("Invitations"), "admin.invitations.index", "users:write"),
    (mark("Forms"), "admin.forms.index", "forms:read"),
    (mark("Events"), "admin.events.index", "events:read"),
    (mark("Statistics"), "admin.statistics.index", "statistics:read"),
    (mark("Outbox"), "admin.outbox.index", "outbox:read"),
    (mark("Jobs"), "admin.jobs.index", "jobs:read"),
    (mark("Backups"), "admin.backups.index", "backups:write"),
    (mark("Problems"), "admin.problems.index", "problems:write"),
    (mark("Health"), "admin.health.index", "settings:read"),
    (mark("Settings"), "admin.settings.index", "settings:read"),
)


def prepare_templates(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.template_class = Component
    app.jinja_env.code_generator_class = Compiler
    app.jinja_env.context_class = Calling
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        asset=asset_maker(app),
        nonce=nonce,
        page_header=page_header,
        page_styles=page_styles,
        page_footer=page_footer,
        admin_navigation=admin_navigation,
        url_for=address,
        csrf_token=page_token,
        _=_,
        filled=filled,
        ngettext=ngettext,
        limits=limits,
    )
    app.jinja_env.filters.update(datetime=shown_moment, date=shown_day, clock=shown_clock, span=span_in_words)
    app.jinja_env.filters.update(milliseconds=milliseconds_in_words)
    app.jinja_env.filters.update(prose=prose, reference=show_reference, number=number_in_words, status=said_status)
    app.jinja_env.filters.update(upper_first=upper_first)
    app.jinja_env.filters.update(role=role_in_words, role_within=role_within, person_status=status_in_words)
    app.context_processor(context)


def context() -> dict[str, Any]:
    values = settings_here()
    site = SimpleNamespace(
        name=values["site_name"],
        about=values["about"],
        logo=values[LOGO],
        mode=values["mode"],
        banner=banner_for(values[BANNER], current_user, now()) if values[BANNER]["text"] else "",
        has_tour=current_app.config["LODGE"].has_tour,
    )
    language = spoken()
    return {"site": site, "request_id": g.request_id, "language": language, "direction": direction(language)}


def settings_here() -> dict[str, Any]:
    """The settings in force; what the environment says alone where the database is not to be asked."""
    return DEFAULTS | fixed(current_app.config["LODGE"]) if g.get("is_plain") else settings()


def theme_url(accent: str) -> str | None:
    """The sheet with the organisation's colour; None while it is the default, which the base sheet holds."""
    return None if accent == DEFAULT_ACCENT else url_for("main.theme.show", v=accent.lstrip("#"))


def asset_maker(app: Flask) -> Callable[[str], str]:
    """`asset("css/base.css")`: the file's address with a hash of its content, so that browsers may keep it for ever."""
    known: dict[str, str] = {}

    def asset(path: str) -> str:
        if path not in known or app.debug:
            digest = hashlib.sha256(Path(app.static_folder or "", path).read_bytes()).hexdigest()[:12]
            known[path] = f"{url_for('static', filename=path)}?v={digest}"
        return known[path]

    return asset


def address(endpoint: str, **values: Any) -> str:
    """`url_for`, with the addresses that take no values looked up instead of built: each page has a dozen of them."""
    if values or endpoint.startswith("."):
        return url_for(endpoint, **values)
    return plain_address(endpoint, request.script_root)


@lru_cache(maxsize=256)
def plain_address(endpoint: str, script_root: str) -> str:
    return url_for(endpoint)


def page_header() -> Markup:
    """The organisation's name, where one can go, and one's own account; for visitors the ways in."""
    person, here, values = current_user._get_current_object(), request._get_current_object(), settings_here()  # type: ignore[attr-defined]
    logo = tuple(values[LOGO].items())
    drawn = drawn_header(spoken(), values["site_name"], logo, person.role, here.endpoint or "", here.script_root)
    return drawn % {"name": person.name, "token": page_token()} if person.is_authenticated else drawn


@lru_cache(maxsize=512)
def drawn_header(
    language: str, site_name: str, logo: tuple[tuple[str, Any], ...], role: Role | None, here: str, script_root: str
) -> Markup:
    """The same on every page of a room for everybody in a role: drawn once, with places for the name and the token."""
    template = current_app.jinja_env.get_template("layouts/header.html")
    is_signed_in = role is not None
    menu = drawn_navigation(language, _("Main"), _("Menu"), "menu", MEMBER_LINKS + STAFF_LINKS, role, here, script_root)
    shown = {"site_name": site_name, "logo": dict(logo), "menu": menu, "is_signed_in": is_signed_in}
    places = {"name": "%(name)s", "token": "%(token)s"}
    whole = template.render({name: sparing(value) for name, value in shown.items()} | places)
    return Markup(whole if is_signed_in else whole.replace("%%", "%"))  # noqa: S704 - drawn by a template


def sparing(value: Any) -> Any:
    """A percent sign that stands for itself."""
    return value.replace("%", "%%") if isinstance(value, str) else value


def page_styles() -> Markup:
    """What every page's head links."""
    # Who works on the sheets sees each change at once.
    drawn = drawn_styles.__wrapped__ if current_app.debug else drawn_styles
    return drawn(theme_url(settings_here()["accent"]), request.script_root)


@lru_cache(maxsize=8)
def drawn_styles(theme: str | None, script_root: str) -> Markup:
    return Markup(current_app.jinja_env.get_template("layouts/styles.html").render(theme_url=theme))  # noqa: S704 - a template's


def page_footer() -> Markup:
    legal = tuple(kind for kind in TITLES if kind in settings_here()[LEGAL])
    return drawn_footer(spoken(), current_app.config["LODGE"].has_tour, legal, request.script_root)


@lru_cache(maxsize=64)
def drawn_footer(language: str, has_tour: bool, legal: tuple[str, ...], script_root: str) -> Markup:
    shown = {"has_tour": has_tour, "legal": [(kind, _(TITLES[kind])) for kind in legal]}
    return Markup(current_app.jinja_env.get_template("layouts/footer.html").render(shown))  # noqa: S704 - a template's


def admin_navigation() -> Markup:
    here = request.endpoint or ""
    name, role = _("Back office"), current_user.role
    return drawn_navigation(spoken(), name, name, "settings", ADMIN_LINKS, role, here, request.script_root)


@lru_cache(maxsize=512)
def drawn_navigation(
    language: str, name: str, summary: str, icon: str, wanted: Wanted, role: Role | None, here: str, script_root: str
) -> Markup:
    """A navigation, drawn once for each role and room: it is the same on every page there."""
    draw = get_template_attribute("components/navigation.html", "navigation")
    drawn: Markup = draw(name, summary, icon, links(wanted, role, here, script_root))
    return drawn


def links(wanted: Wanted, role: Role | None, here: str, script_root: str) -> Links:
    """The links that somebody in this role may follow; the current one is marked. A visitor has none."""
    room = here.rpartition(".")[0]
    return tuple(
        {"label": _(label), "url": url_for(endpoint), "current": endpoint == here or is_of(room, endpoint)}
        for label, endpoint, permission in wanted
        if role is not None and (permission is None or Permission(permission) in ROLE_PERMISSIONS[role])
        if endpoint in current_app.view_functions
    )


def is_of(room: str, endpoint: str) -> bool:
    """Whether a page of this room belongs under that link; the front desk's pages have nothing to do with Home."""
    above = endpoint.rpartition(".")[0]
    return room != "main.home" and (above == room or ("." in above and room.startswith(f"{above}.")))


def shown_moment(moment: datetime) -> str:
    return moment_in_words(moment, zone())


def shown_day(day: date | datetime) -> str:
    return day_in_words(in_zone(day, zone()) if isinstance(day, datetime) else day)


def shown_clock(moment: datetime) -> str:
    return clock_in_words(in_zone(moment, zone()))
