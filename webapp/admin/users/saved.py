"""Saved views as they stand above the list of users: links to addresses, the one that is open marked."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from flask import url_for
from flask_login import current_user
from markupsafe import Markup

from webapp.admin.users.listing import COLUMNS, SORT_LABELS, Asking, chosen_columns, drawn_chips, is_masked
from webapp.languages import _, spoken
from webapp.models.saved_view import views_for
from webapp.models.user_search import asked

Seen = tuple[tuple[str, Asking], ...]
LONGEST_WORD = 40


def views_seen() -> list[Any]:
    """Rows of what this person finds above the list. To whom names are masked, others' searches for names are none."""
    every = views_for(current_user)
    return [row for row in every if row.user_id == current_user.id or not names_people(row.q)] if is_masked() else every


def names_people(q: str) -> bool:
    question = asked(q)
    return question.is_text or bool(question.addresses)


def asking_of(view: Any) -> Asking:
    """What it shows; a sort or columns that there are no more go back to the usual ones."""
    sort = view.sort if view.sort in SORT_LABELS else "newest"
    return Asking(url_for("admin.users.index"), view.q, sort, chosen_columns(view.columns))


def drawn_views(asking: Asking) -> tuple[Markup | str, bool]:
    """(links to the saved views, whether what is open now is one of them)."""
    seen = tuple((row.name, asking_of(row)) for row in views_seen())
    return drawn_seen(seen, asking, spoken()) if seen else "", any(one == asking for _name, one in seen)


@lru_cache(maxsize=200)
def drawn_seen(seen: Seen, asking: Asking, language: str) -> Markup:
    items = [{"label": name, "url": one.url(), "current": one == asking} for name, one in seen]
    return drawn_chips(items, _("Saved views"))


def gone(typed: Mapping[str, str]) -> list[str]:
    """What the address asks for and this list has not: a view may be older than what it names."""
    sort, columns = typed.get("sort", ""), [one for one in typed.get("columns", "").split(",") if one and one != "none"]
    found = []
    if sort and sort not in SORT_LABELS:
        found.append(_("There is no order called “%(name)s”, so the newest come first.", name=sort[:LONGEST_WORD]))
    unknown = [one[:LONGEST_WORD] for one in columns if one not in COLUMNS]
    if unknown:
        found.append(_("There is no column called “%(name)s”, so it is left out.", name=unknown[0]))
    return found
