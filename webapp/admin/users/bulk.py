"""The same change for several people: whom, and what; what would become of each; and having it done by a job."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask_login import current_user

from webapp.access import ensure_confirmed, needs
from webapp.admin.users.bulk_facts import rows_of
from webapp.admin.users.bulk_inputs import BulkInputs, Frozen, StartInputs, freeze, thawed, written
from webapp.admin.users.desk import bp
from webapp.admin.users.listing import counters, question_of
from webapp.admin.users.suspend import end_of
from webapp.clock import now
from webapp.database import writing
from webapp.dates import number_in_words, zone_named
from webapp.languages import _
from webapp.models.bulk import MOST_PEOPLE, TYPED_ABOVE, Outcome, outcomes, people_named
from webapp.models.bulk_acts import ACTS, GIVEN_TO_MANY, HARMLESS, NEW_ROLE, WITH_GROUP
from webapp.models.bulk_jobs import begin_act
from webapp.models.group import Group
from webapp.models.role_words import role_in_words
from webapp.models.user_list import ids_fitting
from webapp.responses import see_other, status
from webapp.site import has_passwords, zone

# Boxes on one page, and people of each kind of outcome.
MOST_BOXES, MOST_SHOWN = 50, 50
# R5: more than so many people are not taken along without a confirmation.
MOST_UNCONFIRMED = 100
KINDS = ("refused", "will", "nothing")


@dataclass(frozen=True, slots=True)
class Part:
    """Some people of one kind of outcome: from which to which of how many, and the places of the neighbouring pages."""

    lines: list[Outcome]
    number: int
    first: int
    last: int
    places: dict[str, str]


@bp.route("/bulk", methods=["GET", "POST"])
@needs("users:write")
def bulk() -> Any:
    """Whom, and what; then what would become of each."""
    question = question_of(request.values.get("q", ""))
    ids = ids_fitting(question, counters(), MOST_PEOPLE + 1)
    inputs = BulkInputs()
    offered = sorted(ids)[:MOST_BOXES]
    fill(inputs, offered, len(ids))
    shown = {"inputs": inputs, "question": question, "count": len(ids), "most": MOST_PEOPLE}
    # What was not understood is left out of the search: it would mean more people than were meant.
    if len(ids) <= MOST_PEOPLE and ids and not question.hints and inputs.validate_on_submit():
        chosen = set(ids) if inputs.who.data == "all" else set(ids) & set(inputs.people.data or [])
        return drawn(looked_at(inputs.act.data, values_of(inputs), sorted(chosen)), StartInputs(formdata=None))
    return render_template("admin/users/bulk.html", **shown), status(inputs)


def fill(inputs: BulkInputs, offered: list[int], count: int) -> None:
    """What can be chosen."""
    names = people_named(offered)
    inputs.act.choices = [(name, _(act.words)) for name, act in ACTS.items() if name != "send_link" or has_passwords()]
    inputs.role.choices = [(role.value, role_in_words(role.value)) for role in GIVEN_TO_MANY]
    inputs.who.choices = [
        ("all", _("Everybody who fits: %(count)s", count=number_in_words(count))),
        ("some", _("Those who are ticked below")),
    ]
    inputs.people.choices = [(one, f"{names[one][0]}, {names[one][1]}") for one in offered if one in names]
    inputs.group.choices = [(0, _("None")), *Group.choices()]
    inputs.today = now().astimezone(zone_named(zone())).date()


def values_of(inputs: BulkInputs) -> dict[str, Any]:
    if inputs.act.data == "suspend":
        until = end_of(inputs.until.data)
        told = {"reason": inputs.reason.data or "", "is_visible": bool(inputs.is_reason_visible.data)}
        return told | {"until": until.isoformat() if until else ""}
    if inputs.act.data == "reject":
        return {"reason": inputs.reason.data or ""}
    if inputs.act.data == "give_role":
        return {NEW_ROLE: inputs.role.data}
    return {"group_id": inputs.group.data} if inputs.act.data in WITH_GROUP else {}


def looked_at(act: str, values: dict[str, Any], ids: Sequence[int]) -> Frozen:
    """The dry run of exactly these people."""
    found: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for one in outcomes(sorted(ids), act, values, by=current_user):
        found[one.kind].append(one.id)
    return freeze(act, values, found)


def drawn(frozen: Frozen, inputs: StartInputs, place: str = "") -> Any:
    """What would become of each, a page of each kind at a time; `place` is where one of them was left through."""
    inputs.frozen.data = written(frozen)
    pages = {kind: part_of(frozen, kind, place) for kind in KINDS}
    its = ACTS[frozen.act]
    known = {"act": _(its.words), "consequence": _(its.consequence), "is_typed": len(frozen.will) > TYPED_ABOVE}
    known |= {"rows": rows_of(frozen.act, frozen.values), "is_harmless": frozen.act in HARMLESS}
    return render_template("admin/users/bulk_check.html", inputs=inputs, pages=pages, **known), status(inputs)


def part_of(frozen: Frozen, kind: str, place: str) -> Part:
    """People of one kind from a place on: they are sorted by number, and a page begins after one."""
    ids = frozen.ids[kind]
    named, _colon, after = place.partition(":")
    start = bisect_right(ids, int(after)) if named == kind and after.isdecimal() and len(after) < 20 else 0
    last = max(0, (len(ids) - 1) // MOST_SHOWN * MOST_SHOWN)
    start = min(start, last)
    lines = list(outcomes(ids[start : start + MOST_SHOWN], frozen.act, frozen.values, by=current_user))
    wanted = {
        "first": 0 if start else None,
        "previous": max(0, start - MOST_SHOWN) if start else None,
        "next": start + MOST_SHOWN if start < last else None,
        "last": last if start < last else None,
    }
    places = {name: f"{kind}:{ids[at - 1] if at else 0}" for name, at in wanted.items() if at is not None}
    return Part(lines, len(ids), start + 1, start + len(lines), places)


@bp.post("/bulk/look")
@needs("users:write")
def look_bulk() -> Any:
    """Another page of those who were looked at: nothing is done."""
    inputs = StartInputs()
    frozen = thawed(inputs.frozen.data or "")
    return see_other(".bulk") if frozen is None else drawn(frozen, inputs, request.form.get("place", ""))


@bp.post("/bulk/start")
@needs("users:write")
def start_bulk() -> Any:
    """Have it done to exactly those who were looked at."""
    ensure_confirmed()
    inputs = StartInputs()
    frozen = thawed(inputs.frozen.data or "")
    if frozen is None or not frozen.will:
        return see_other(".bulk")
    inputs.wanted = len(frozen.will)
    if not inputs.validate_on_submit():
        return drawn(frozen, inputs)
    with writing():
        job = begin_act(frozen.act, frozen.values, frozen.will, frozen.batch, by=current_user)
    return see_other(".show_bulk", job_id=job.id)
