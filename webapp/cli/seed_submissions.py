"""Submissions as the members of a seeded place could have sent them, to forms made for them."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Table, insert, select, update

from webapp.cli import seed_every_kind
from webapp.cli.seed_files import file_rows
from webapp.cli.seed_names import people
from webapp.cli.seed_store import new_ids
from webapp.clock import now
from webapp.models.answering import Filling, answers_sha256
from webapp.models.definition import Definition
from webapp.models.file import File
from webapp.models.form import Form
from webapp.models.person import Person
from webapp.models.reference import new_reference
from webapp.models.submission import FieldStat, SubmissionRevision
from webapp.models.submission_rows import FIELDS, adding, answer_keys, counted, searched, submissions, summary_of, texts
from webapp.models.user import User

users: Table = User.metadata.tables["user"]
forms: Table = Form.metadata.tables["form"]
files: Table = File.metadata.tables["file"]
revisions: Table = SubmissionRevision.metadata.tables["submission_revision"]
stats: Table = FieldStat.metadata.tables["field_stat"]
WEEKS = {"w1": "First week of July", "w2": "Last week of July", "w3": "First week of August"}
DEFINITION = {
    "schema": 1,
    "title": {"en": "Summer course (seeded)"},
    "pages": [
        {
            "uid": "p_seeded",
            "title": {"en": "Your child"},
            "items": [
                {"uid": "f_name", "kind": "text", "label": {"en": "Child's name"}, "required": True, "indexed": True},
                {
                    "uid": "f_week",
                    "kind": "choice",
                    "label": {"en": "Week"},
                    "required": True,
                    "indexed": True,
                    "options": [{"key": key, "label": {"en": label}} for key, label in WEEKS.items()],
                },
                {"uid": "f_swim", "kind": "yes_no", "label": {"en": "Can your child swim?"}, "required": True},
                {"uid": "f_more", "kind": "long_text", "label": {"en": "Anything else?"}},
            ],
        }
    ],
}
REMARKS = (None, None, None, "Allergic to nuts.", "Shares a bed-time story with nobody but Bear.", "Comes by bus, with an aunt.")
# Where a submission stands, and how many of a hundred.
STATUSES = {"received": 30, "in_progress": 15, "waiting": 5, "accepted": 40, "refused": 6, "withdrawn": 4}


@dataclass(frozen=True, slots=True)
class Seeded:
    """A form, and what somebody answers to it: by their name, when they send it, and the dice."""

    definition: Definition
    answers: Callable[[str, datetime, random.Random], dict[str, Any]]

    def add_form(self, by: Person) -> Form:
        """A published form that is open; each seeding makes its own."""
        form = Form.create(by=by, definition=self.definition, what="Seeded")
        form.publish(by=by, note="Seeded")
        return form


def add_some(
    connection: Connection, seeded: Seeded, form: Form, senders: list[int], sent: list[datetime], dice: random.Random
) -> None:
    """One submission for each moment of `sent`, with everything that sending one writes beside it."""
    names = people(dice)
    fields = {row.uid: row.id for row in FIELDS.rows(form_id=form.id)}
    rows: dict[Table, list[dict[str, Any]]] = {submissions: [], revisions: [], texts: [], answer_keys: [], files: []}
    told: Counter[tuple[int, str]] = Counter()
    serial = first_serial(connection, form, len(sent))
    numbers, free = new_ids(connection, "submission", len(sent)), references(connection, len(sent))
    for place, (number, reference, moment) in enumerate(zip(numbers, free, sent, strict=True)):
        filling = Filling(seeded.definition, seeded.answers(next(names)[0], moment, dice), today=moment.date())
        own = {"id": number, "reference": reference, "serial": serial + place, "user_id": dice.choice(senders)}
        row = row_of(form, filling, moment, dice) | own
        rows[submissions].append(row)
        state = {"submission_id": number, "revision": 1, "version_id": row["version_id"], "answers": row["answers"]}
        rows[revisions].append(state | {"at": moment, "by": row["user_id"]})
        rows[files] += file_rows(row, moment)
        rows[texts].append({"submission_id": number, "body": searched(row["reference"], filling)})
        keys = list(filling.keys())
        rows[answer_keys] += [{"field_id": fields[uid], "k": k, "submission_id": number} for uid, k in keys]
        told.update((fields[uid], k) for uid, k in counted(filling))
    for table, lines in ((table, lines) for table, lines in rows.items() if lines):
        connection.execute(insert(table), lines)
    tell(connection, told)


def row_of(form: Form, filling: Filling, moment: datetime, dice: random.Random) -> dict[str, Any]:
    answers = filling.to_send()
    return {
        "form_id": form.id,
        "version_id": form.current_version_id,
        "idem_key": uuid4(),
        "status": dice.choices(list(STATUSES), list(STATUSES.values()))[0],
        "status_at": moment,
        "summary": summary_of(filling),
        "answers": answers,
        "answers_sha256": answers_sha256(answers),
        "submitted_at": moment,
    }


def first_serial(connection: Connection, form: Form, count: int) -> int:
    """The form's next number, and `count` of them taken."""
    taken = update(forms).where(forms.c.id == form.id).values(next_serial=forms.c.next_serial + count)
    return int(connection.execute(taken.returning(forms.c.next_serial)).scalar_one()) - count


def answers_of(name: str, moment: datetime, dice: random.Random) -> dict[str, Any]:
    return {
        "f_name": name,
        "f_week": dice.choice(list(WEEKS)),
        "f_swim": dice.random() < 0.8,
        "f_more": dice.choice(REMARKS),
    }


# The form that fills up, and the one that shows every kind of question: of that a few are enough to look at.
COURSE = Seeded(Definition.parse(DEFINITION), answers_of)
OUTING = Seeded(Definition.parse(seed_every_kind.DEFINITION), seed_every_kind.answers_of)
ONE_IN, MOST_OUTINGS = 10, 200


def shares(count: int) -> dict[Seeded, int]:
    """How many submissions each form gets."""
    outings = min(count // ONE_IN, MOST_OUTINGS)
    return {seeded: share for seeded, share in ((COURSE, count - outings), (OUTING, outings)) if share}


def references(connection: Connection, count: int) -> list[str]:
    """References that nobody has: among a million, a dozen are drawn twice."""
    drawn: set[str] = set()
    while len(drawn) < count:
        drawn |= {new_reference() for _ in range(count - len(drawn))}
        drawn -= set(connection.execute(select(submissions.c.reference).where(submissions.c.reference.in_(drawn))).scalars())
    return list(drawn)


def tell(connection: Connection, told: Counter[tuple[int, str]]) -> None:
    """Add to the counts that charts are drawn from: one upsert makes the row, the rest is added to it."""
    for (field, k), n in sorted(told.items()):
        connection.execute(adding(connection.dialect.name), {"field_id": field, "k": k})
        more = update(stats).where(stats.c.field_id == field, stats.c.k == k).values(n=stats.c.n + n - 1)
        connection.execute(more)


def moments(count: int) -> Iterator[datetime]:
    """Moments of the last year, oldest first."""
    year, today = timedelta(days=365), now()
    for place in range(1, count + 1):
        yield today - year * (1 - place / count)


def senders(connection: Connection) -> list[int]:
    """Up to 20,000 members who may have sent something."""
    found = select(users.c.id).where(users.c.role == "member", users.c.status == "active").order_by(users.c.id.desc())
    return list(connection.execute(found.limit(20_000)).scalars())


def slices(count: int, size: int) -> Iterator[list[datetime]]:
    every = moments(count)
    while some := list(islice(every, size)):
        yield some
