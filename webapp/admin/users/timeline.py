"""What happened around a person, all of it: one list in pages, with what, who and when in words, narrowed by kind."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app, render_template, request, url_for
from flask_login import current_user

from webapp.access import needs
from webapp.admin.users.desk import bp, find, shown
from webapp.languages import _
from webapp.models.activity import UNTOLD, is_own
from webapp.models.browser_words import browser_in_words
from webapp.models.event_words import field_in_words, in_words
from webapp.models.keyset import Seal
from webapp.models.masking import masked_network
from webapp.models.permissions import Permission, may
from webapp.models.reference import show_reference
from webapp.models.reviewing import forms_reviewed_by
from webapp.models.timeline import KINDS, submissions_in, timeline_page
from webapp.models.user import User

# What went against somebody stands out.
TONES = {"login_failed": "warning", "login_locked": "danger", "second_step_failed": "warning", "user.suspended": "danger"}


@bp.get("/<int:user_id>/timeline")
@needs("users:read")
def timeline(user_id: int) -> str:
    user, asked = find(user_id), request.args.get("kind", "")
    kind = asked if asked in KINDS else ""
    seal = Seal(current_app.config["LODGE"].signing_keys, "timeline", user_id, kind)
    page = timeline_page(seal, request.args.get("page", ""), kind, user_id)
    return render_template(
        "admin/users/timeline.html",
        user=user,
        person=shown(user),
        items=items_of(page.rows, user),
        kinds=[{"label": _(words), "url": address(user_id, name), "current": name == kind} for name, words in KINDS.items()],
        addresses=page.addresses(address(user_id, kind)),
        is_astray=page.is_astray,
    )


def address(user_id: int, kind: str) -> str:
    return url_for(".timeline", user_id=user_id, kind=kind or None)


def items_of(rows: Sequence[Any], user: User) -> list[dict[str, Any]]:
    """Lines of the log as the one who looks may read them."""
    is_masked, reads_notes = shown(user).is_masked, may(current_user, Permission.USERS_NOTES_READ, user)
    sent = submissions_in(rows)
    reviewed = forms_reviewed_by(current_user) if sent and current_user.can("submissions:read") else {}
    return [
        {
            "at": row.at,
            "text": what_of(row, user, sent, is_masked),
            "who": who_of(row, user, is_masked),
            "detail": detail_of(row.action, row.content or {}, is_masked),
            "tone": TONES.get(row.action, "neutral"),
            "href": href_of(row, sent, reviewed),
        }
        for row in rows
        if reads_notes or row.action not in UNTOLD
    ]


def what_of(row: Any, user: User, sent: Mapping[int, Any], is_masked: bool) -> str:
    """What was done, and to what when that is not the person: Submission sent, of "Summer course"."""
    words = in_words(row.action)
    if row.target_type == "user" and row.target_id == user.id:
        return words
    if row.target_type == "submission" and row.target_id in sent:
        one = sent[row.target_id]
        return _("%(what)s: %(reference)s, “%(form)s”", what=words, reference=show_reference(one.reference), form=one.title)
    target = _("hidden") if is_masked else str((row.content or {}).get("target") or "")
    return _("%(what)s: %(target)s", what=words, target=target) if target else words


def who_of(row: Any, user: User, is_masked: bool) -> str:
    if is_own(row, user.id):
        return _("The person themselves")
    if is_masked:
        return _("hidden")
    name = str((row.content or {}).get("actor") or "")
    return name or (_("Nobody who was logged in") if row.actor_id is None else _("Person %(number)s", number=row.actor_id))


def detail_of(action: str, content: Mapping[str, Any], is_masked: bool) -> str:
    """Which of name and address were changed; from where, with what, and why."""
    network, browser = content.get("network"), content.get("browser")
    changes = {name: value for name, value in content.items() if isinstance(value, dict) and set(value) == {"old", "new"}}
    reason = content.get("reason") or changes.pop("suspended_reason", {}).get("new")
    parts = [
        masked_network(str(network)) if network and is_masked else network,
        None if is_masked or not browser else browser_in_words(str(browser)),
        None if is_masked or not reason else _("Reason: %(reason)s", reason=reason),
    ]
    changed = ", ".join(map(field_in_words, changes)) if action == "user.changed" else ""
    return "; ".join(str(part) for part in (changed, *parts) if part)


def href_of(row: Any, sent: Mapping[int, Any], reviewed: Mapping[int, Any]) -> str | None:
    """The page of a submission, for those who may see it."""
    one = sent.get(row.target_id) if row.target_type == "submission" else None
    if one is None or one.form_id not in reviewed:
        return None
    return url_for("inbox.submissions.show", reference=show_reference(one.reference))
