"""What this portal knows about one person, as JSON can hold it: profile, log-ins, factors, activity, drafts, submissions.

Each part is read in slices, each slice in a transaction of its own: nobody waits for somebody's long history. No
secret is among it: no hash, no seed, no token.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, LargeBinary, Select, Table, select, union

from webapp.clock import now
from webapp.columns import Base
from webapp.database import read, stop_reading
from webapp.models.activity import MINE, is_own, line_in_words, who_in_words
from webapp.models.answering import Filling
from webapp.models.browser_words import browser_in_words
from webapp.models.definition import Definition
from webapp.models.event import Event, EventDetail
from webapp.models.form import Form
from webapp.models.form_status import FormStatus
from webapp.models.form_version import FormVersion
from webapp.models.group import Group, membership
from webapp.models.opening import today_in
from webapp.models.rebinding import definition_of
from webapp.models.reference import show_reference
from webapp.models.submission import Comment, Submission, SubmissionRevision
from webapp.models.user import NEVER, User

SLICE = 500
Document = dict[str, Any]
Parts = dict[str, Callable[[], Iterable[Document]]]
PROFILE = (
    *(User.id, User.name, User.email, User.email_confirmed_at, User.role),
    *(User.created_at, User.last_seen_at, User.timezone, User.language),
)
# Tables that are told as they stand, without what is secret in them: name of the part → (table, columns left out).
PLAIN = {
    "log_ins": ("login_session", {"token_hash", "old_token_hash", "old_token_until", "must_rotate", "idle_seconds"}),
    "known_browsers": ("known_device", {"token_hash"}),
    "trusted_browsers": ("trusted_device", {"token_hash", "bound_to"}),
    "api_tokens": ("api_token", {"token_hash"}),
    "authenticator_app": ("totp", {"secret", "last_step"}),
    "recovery_codes": ("recovery_code", {"code_hash"}),
    "passkeys": ("passkey", {"credential_id", "attested", "sign_count"}),
    "accepted_pages": ("legal_acceptance", set[str]()),
    "identities": ("identity", set[str]()),
    "saved_views": ("saved_view", {"name_key"}),
    "mails_to_you": ("outbox_mail", {"body", "dedupe_key", "leased_until", "leased_by", "last_error", "attempts"}),
}
DRAFTS_OF = Base.metadata.tables["draft"]


def parts_of(user_id: int, locale: str) -> Parts:
    """Each part by name, read when it is asked for."""
    plain: Parts = {
        name: telling(Base.metadata.tables[table], left_out, user_id)
        for name, (table, left_out) in PLAIN.items()
        if table in Base.metadata.tables
    }
    return {
        "profile": lambda: profile(user_id),
        **plain,
        "activity": lambda: activity(user_id),
        "drafts": lambda: drafts(user_id, locale),
        "submissions": lambda: submissions(user_id, locale),
    }


def telling(table: Table, left_out: set[str], user_id: int) -> Callable[[], Iterator[Document]]:
    """The rows of a table that point at a person, without its keys and secrets and whatever holds bytes."""
    shown = [column for column in table.c if column.name not in {"user_id", *left_out} and not is_bytes(column)]
    key = table.c["id"] if "id" in table.c else list(table.primary_key.columns)[-1]
    statement = select(*shown, key.label("slice_key")).where(table.c.user_id == user_id)
    return lambda: ({k: v for k, v in row.items() if k != "slice_key"} for row in map(document, slices(statement, key)))


def is_bytes(column: Column[Any]) -> bool:
    return isinstance(column.type, LargeBinary)


def slices(statement: Select[Any], key: Any) -> Iterator[Any]:
    """All rows of a select by rising `key`, which stands last among its columns; each slice is read by itself."""
    after: Any = None
    while True:
        following = statement if after is None else statement.where(key > after)
        rows = read(following.order_by(key).limit(SLICE)).all()
        stop_reading()
        yield from rows
        if len(rows) < SLICE:
            return
        after = rows[-1][-1]


def document(row: Any) -> Document:
    return {name: plain(value) for name, value in row._mapping.items()}


def plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return None if value == NEVER else value.isoformat()
    return value


def profile(user_id: int) -> Iterator[Document]:
    row = read(select(*PROFILE).where(User.id == user_id)).one()
    groups = select(Group.name).join(membership, membership.c.group_id == Group.id).where(membership.c.user_id == user_id)
    yield document(row) | {"groups": list(read(groups.order_by(Group.name)).scalars())}


def activity(user_id: int) -> Iterator[Document]:
    """Every line of the log that is about them or by them; who else acted is not named."""
    lines = (
        select(Event.at, Event.action, Event.actor_id, Event.target_type, Event.target_id, EventDetail.content, Event.id)
        .outerjoin(EventDetail, EventDetail.event_id == Event.id)
        .where(Event.id.in_(union(*MINE)))
        .params(me=user_id, since=NEVER, since_id=0)
    )
    for row in slices(lines, Event.id):
        mine, content = is_own(row, user_id), row.content or {}
        yield {
            "at": row.at.isoformat(),
            "what": line_in_words(row, user_id),
            "who": who_in_words(row, user_id),
            "network": content.get("network", "") if mine else "",
            "browser": browser_in_words(content["browser"]) if content.get("browser") else "",
        }


def drafts(user_id: int, locale: str) -> Iterator[Document]:
    draft = DRAFTS_OF.c
    rows = (
        select(draft.created_at, draft.updated_at, draft.expires_at, draft.answers, draft.raw, draft.version_id)
        .add_columns(Form.title, Form.tz, FormVersion.sha256, draft.id)
        .join(Form, Form.id == draft.form_id)
        .join(FormVersion, FormVersion.id == draft.version_id)
        .where(draft.user_id == user_id, draft.expires_at > now())
    )
    for row in slices(rows, draft.id):
        yield {
            "form": row.title,
            "begun_at": row.created_at.isoformat(),
            "changed_at": row.updated_at.isoformat(),
            "deleted_at": row.expires_at.isoformat(),
            "answers": answers(definition_of(row.version_id, row.sha256), row.answers, row.tz, locale),
            "typed": row.raw,
        }


def submissions(user_id: int, locale: str) -> Iterator[Document]:
    rows = (
        select(Submission.reference, Submission.submitted_at, Submission.status_at, Submission.answers, Submission.version_id)
        .add_columns(Submission.revision, Form.title, Form.tz, FormVersion.number, FormVersion.sha256, FormStatus.label)
        .add_columns(Submission.id)
        .join(Form, Form.id == Submission.form_id)
        .join(FormVersion, FormVersion.id == Submission.version_id)
        .join(FormStatus, (FormStatus.form_id == Submission.form_id) & (FormStatus.key == Submission.status))
        .where(Submission.user_id == user_id)
    )
    for row in slices(rows, Submission.id):
        yield {
            "reference": show_reference(row.reference),
            "form": row.title,
            "version": row.number,
            "sent_at": row.submitted_at.isoformat(),
            "status": row.label,
            "status_since": row.status_at.isoformat(),
            "answers": answers(definition_of(row.version_id, row.sha256), row.answers, row.tz, locale),
            "earlier": list(earlier(row.id, row.revision, row.tz, locale)),
            "messages": list(messages(row.id)),
        }


def earlier(submission_id: int, revision: int, tz: str, locale: str) -> Iterator[Document]:
    """What the answers were before they were changed, oldest first, each under the version of its time."""
    row = SubmissionRevision
    found = (
        select(row.revision, row.at, row.answers, row.version_id, FormVersion.number, FormVersion.sha256)
        .join(FormVersion, FormVersion.id == row.version_id)
        .where(row.submission_id == submission_id, row.revision < revision)
    )
    for one in read(found.order_by(row.revision)):
        definition = definition_of(one.version_id, one.sha256)
        told = {"revision": one.revision, "at": one.at.isoformat(), "version": one.number}
        yield told | {"answers": answers(definition, one.answers, tz, locale)}


def answers(definition: Definition, given: Document, tz: str, locale: str) -> list[Document]:
    """Question by question, in the words of the version under which they were given."""
    filling = Filling(definition, given, locale=locale, today=today_in(tz, now()), is_sent=True)
    return [
        {"question": row.question, "answer": row.text, "stored": given.get(row.uid)}
        for page in filling.summary(unseen=True)
        for row in page.rows
        if given.get(row.uid) is not None
    ]


def messages(submission_id: int) -> Iterator[Document]:
    """What was written to the person; never a note among staff."""
    theirs = (Comment.submission_id == submission_id) & Comment.is_internal.is_(False)
    for row in read(select(Comment.at, Comment.text).where(theirs).order_by(Comment.id)):
        yield {"at": row.at.isoformat(), "text": row.text}
