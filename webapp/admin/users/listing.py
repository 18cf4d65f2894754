"""What the list of users is drawn from: addresses that hold the whole question, chips, columns, lines of text."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from flask import current_app, g, get_template_attribute
from flask_login import current_user
from markupsafe import Markup

from webapp.admin.users.desk import TONES
from webapp.dates import number_in_words, zone_named
from webapp.languages import _, mark, spoken
from webapp.models.masking import masked_email, masked_name
from webapp.models.permissions import Permission, Role
from webapp.models.role_words import standing_alone
from webapp.models.user import NEVER, STATUSES
from webapp.models.user_list import COUNTED, FEW, Found, Standing, standing, waiting
from webapp.models.user_search import Asked, asked, conditions_in, replaced, terms, without_names
from webapp.site import zone

KEPT_SECONDS = 60.0
Counts = tuple[tuple[str, str], ...]
SORT_LABELS = {"newest": mark("Newest"), "name": mark("Name"), "email": mark("Email"), "seen": mark("Last seen")}
COLUMNS = {
    "email": mark("Email"),
    "role": mark("Role"),
    "status": mark("Status"),
    "seen": mark("Last seen"),
    "created": mark("Joined"),
    "id": mark("Number"),
}
EVERYBODY = {"status": mark("Any status"), "role": mark("Any role")}
USUAL = ("email", "role", "status", "seen", "created")
# The sort that a column's heading leads to.
SORTED_BY = {"email": "email", "seen": "seen", "created": "newest"}
FINDABLE = [status for status in STATUSES if status != "erased"]


# A person in the list, everything as text: id, name, email, role ("" for member), status, tone ("" for active), seen, joined.
# A plain tuple, for the template takes it apart once a row instead of asking for eight attributes.
Line = tuple[str, str, str, str, str, str, Markup | str, Markup]


@dataclass(frozen=True, slots=True)
class Asking:
    """The question in the address: what was typed, the sort, the columns."""

    base: str
    q: str
    sort: str
    columns: tuple[str, ...]

    def url(self, **changed: Any) -> str:
        """The list's address with something changed, always from its first page."""
        kept = (replace(self, **changed) if changed else self).arguments()
        return f"{self.base}?{urlencode(kept)}" if kept else self.base

    def arguments(self) -> dict[str, str]:
        """What the address says; what goes without saying is left out."""
        given = {"q": self.q, "sort": "" if self.sort == "newest" else self.sort, "columns": self.written_columns}
        return {name: value for name, value in given.items() if value}

    @property
    def written_columns(self) -> str:
        """As the address has them; "" for the usual ones."""
        return "" if self.columns == USUAL else ",".join(self.columns) or "none"

    def kept(self) -> dict[str, str]:
        """What a new search keeps of the address."""
        return replace(self, q="").arguments()


def is_masked() -> bool:
    """Whether names and addresses are hidden from the one who looks."""
    return not current_user.can(Permission.USERS_READ_UNMASKED)


def question_of(typed: str) -> Asked:
    question = asked(typed, zone_named(zone()))
    return without_names(question) if is_masked() else question


def chosen_columns(typed: str) -> tuple[str, ...]:
    """Columns named in the address, in our order; the usual ones where it names none."""
    wanted = typed.split(",")
    return tuple(name for name in COLUMNS if name in wanted) if typed else USUAL


def counters() -> Standing:
    """The tabs' counters, at most KEPT_SECONDS old."""
    kept = current_app.extensions.get("lodge_standing")
    if kept is None or kept[0] < time.monotonic():
        g.standing_is_fresh = True
        kept = current_app.extensions["lodge_standing"] = (time.monotonic() + KEPT_SECONDS, standing())
    found: Standing = kept[1]
    return found


def pending(known: Standing, told: int | None) -> int:
    """How many wait for approval, counted anew by each page; `told` is what its rows say."""
    few = known.of["status:pending"]
    if told is None:
        told = few if g.get("standing_is_fresh") and few <= FEW else waiting()
    return told


def forget_counters() -> None:
    current_app.extensions.pop("lodge_standing", None)


def number(n: int) -> str:
    """12, 1,000, 1,000+"""
    return f"{number_in_words(COUNTED)}+" if n > COUNTED else number_in_words(n)


def chips_for(asking: Asking, name: str, values: Iterable[str], current: str | None, counts: dict[str, str]) -> list[Any]:
    """One filter as links: everybody, then each value; the one in force leads back to everybody."""
    words = standing_alone(spoken())
    everybody = {"label": _(EVERYBODY[name]), "url": asking.url(q=replaced(asking.q, name, None)), "current": current is None}
    return [
        everybody,
        *(
            {
                "label": words[value],
                "url": asking.url(q=replaced(asking.q, name, None if value == current else value)),
                "current": value == current,
                "count": counts.get(value),
            }
            for value in values
        ),
    ]


def condition_chips(asking: Asking) -> list[Any]:
    """Every other condition in force, as a link that takes it away."""
    return [
        {"label": term, "url": asking.url(q=" ".join(one for one in terms(asking.q) if one != term)), "current": True}
        for term in dict.fromkeys(conditions_in(asking.q))
    ]


def counted(known: Standing, told: int | None) -> tuple[dict[str, str], dict[str, str]]:
    """(counts of the statuses, counts of the roles) as text; those who wait are counted anew each time."""
    statuses = {status: number(known.of[f"status:{status}"]) for status in FINDABLE}
    roles = {role.value: number(known.of[f"role:{role.value}"]) for role in Role}
    return statuses | {"pending": number_in_words(pending(known, told))}, roles


def headings(asking: Asking) -> list[Any]:
    """The table's columns: those that can be sorted by lead to their sort."""
    shown = [("name", _("Name"), "name"), *((name, _(COLUMNS[name]), SORTED_BY.get(name)) for name in asking.columns)]
    ways = {"newest": "descending", "seen": "descending"}
    return [
        {"label": label, "href": asking.url(sort=sort), "sort": ways.get(sort, "ascending") if sort == asking.sort else None}
        if sort
        else label
        for _, label, sort in shown
    ]


def column_chips(asking: Asking) -> list[Any]:
    """Each column as a link that shows or hides it."""
    return [
        {
            "label": _(label),
            "url": asking.url(columns=tuple(c for c in COLUMNS if (c in asking.columns) != (c == name))),
            "current": name in asking.columns,
        }
        for name, label in COLUMNS.items()
    ]


def lines(rows: Iterable[Any]) -> list[Line]:
    """Rows as text, masked for who may not see whom they are about."""
    hidden, here, language = is_masked(), zone_named(zone()), spoken()
    words, never = standing_alone(language), _("Never")
    found: list[Line] = []
    for number, name, email, role, status, created_at, last_seen_at, *_rest in rows:
        found.append(
            (
                str(number),
                masked_name(name) if hidden else name,
                masked_email(email) if hidden else email,
                "" if role == "member" else words[role],
                words[status],
                "" if status == "active" else TONES[status],
                never if last_seen_at == NEVER else drawn_day(last_seen_at.astimezone(here).date(), language),
                drawn_day(created_at.astimezone(here).date(), language),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Filters:
    """The parts of the page that stay the same from page to page of one question, drawn."""

    chips: Markup
    sorts: Markup
    columns: Markup
    headings: list[Any]


def filters(asking: Asking, question: Asked, found: Found, known: Standing) -> Filters:
    statuses, roles = counted(known, found.waiting)
    conditions = question.conditions
    counts = tuple(statuses.items()), tuple(roles.items())
    return drawn_filters(asking, conditions.get("status"), conditions.get("role"), found.sort, *counts, spoken())


@lru_cache(maxsize=500)
def drawn_filters(
    asking: Asking, status: str | None, role: str | None, sort: str, statuses: Counts, roles: Counts, language: str
) -> Filters:
    """Chips, sorts and columns: dozens of links, drawn once for as long as the counters stay, in the language spoken."""
    sorts = [{"label": _(SORT_LABELS[s]), "url": asking.url(sort=s), "current": s == sort} for s in SORT_LABELS]
    others = condition_chips(asking)
    return Filters(
        chips=drawn_chips(chips_for(asking, "status", FINDABLE, status, dict(statuses)), _("Filter by status"))
        + drawn_chips(chips_for(asking, "role", [one.value for one in Role], role, dict(roles)), _("Filter by role"))
        + (drawn_chips(others, _("Take a condition away")) if others else ""),
        sorts=drawn_chips(sorts, _("Sort by")),
        columns=drawn_chips(column_chips(asking), _("Show or hide a column")),
        headings=headings(asking),
    )


def drawn_chips(items: list[Any], label: str) -> Markup:
    drawn: Markup = get_template_attribute("components/chips.html", "chips")(items, label)
    return drawn


@lru_cache(maxsize=5000)
def drawn_day(date: date, language: str) -> Markup:
    """A day as the component draws it; a page has a hundred of them, and many are the same."""
    cell: Markup = get_template_attribute("components/day.html", "day")(date)
    return cell
