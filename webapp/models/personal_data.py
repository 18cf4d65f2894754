"""Where personal data stand, column by column, and what erasing a person does to each.

Every column that can hold any (text, documents, bytes, and whatever points at people) has its place here: a new one
without a decision fails the build.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table
from sqlalchemy.types import JSON, TypeDecorator

from webapp.columns import Base, UtcDateTime

# A name of nobody, which readers find said in their language (columns.PersonName).
NOBODY = ""
# Columns of `user` that are personal, and what is left in them.
PERSONAL: dict[str, Any] = {
    "email": "",
    "name": NOBODY,
    "email_confirmed_at": None,
    "password_hash": None,
    "password_changed_at": None,
    "suspended_reason": "",
    "suspended_until": None,
    "rejected_reason": None,
    "granted_role": None,
    "granted_by": None,
    "deletion_due_at": None,
    "accepted_terms": 0,
    "accepted_privacy": 0,
    "timezone": "",
    "language": "",
}
# The keys by which people are found: they follow from name and address.
DERIVED = frozenset({"email_key", "name_key", "search_key"})
# Rows that are about nobody but this person, by the column that points at them: they go.
GOES = {
    "api_token": "user_id",
    "data_export": "user_id",
    "draft": "user_id",
    "factor_reset": "user_id",
    "form_holder": "user_id",
    "identity": "user_id",
    "invitation": "used_by",
    "kept_post": "user_id",
    "known_device": "user_id",
    "legal_acceptance": "user_id",
    "link": "user_id",
    "login_session": "user_id",
    "membership": "user_id",
    "note": "user_id",
    "outbox_mail": "user_id",
    "passkey": "user_id",
    "passkey_holder": "user_id",
    "purged_submission": "user_id",
    "recovery_code": "user_id",
    "totp": "user_id",
    "trusted_device": "user_id",
}
# Rows that others need: they stay, and whoever reads the name finds NOBODY.
STAYS = {
    ("comment", "by"),
    ("correction", "by"),
    ("factor_reset", "asked_by"),
    # Until its bytes have gone: nobody reads it any more.
    ("file", "user_id"),
    ("first_run", "owner_id"),
    ("form", "created_by"),
    ("form_draft", "changed_by"),
    ("form_draft_revision", "by"),
    ("form_version", "published_by"),
    ("invitation", "invited_by"),
    ("legal_version", "published_by"),
    ("link", "created_by"),
    ("long_job", "asked_by"),
    # What they wrote about others.
    ("note", "by"),
    # Those that are shared; the others are deleted.
    ("saved_view", "user_id"),
    ("submission", "assignee_id"),
    ("submission", "user_id"),
    ("submission_revision", "by"),
    ("user", "granted_by"),
}
# Columns of rows that stay, in which what is about the person is blanked.
BLANKED = {
    "event_detail": {"content"},
    "file": {"name"},
    "long_job": {"arguments"},
}
OFFICE = "The words of whoever runs the portal: forms, groups, settings, views; about no member."
SENT = "What was sent to a form is that form's: it stays as that of a deleted user, and goes when the form's retention says so."
WRITTEN = "What staff and members wrote to each other about a submission goes with it."
STATE = "One of a few words or numbers of ours: a kind, a state, a key of a question, a browser's time."
DIGEST = "A digest or a random key, from which nobody can be told; the chain of the log stands on some."
TRACE = "A technical trace that is dropped after 90 days, or when it is cleared, and names nobody."
DATES = "When a row came about and changed: it is nobody's once the name is gone."
# table → why → its columns that stay as they are.
KEPT: Mapping[str, Mapping[str, str]] = {
    "answer_key": {SENT: "k"},
    "capacity": {STATE: "scope"},
    "comment": {WRITTEN: "text", STATE: "status"},
    "correction": {WRITTEN: "message", STATE: "questions back_to"},
    "counter": {DIGEST: "key"},
    "day_figure": {STATE: "measure part"},
    "event": {STATE: "target_type action fields", DIGEST: "request_id batch_id detail_digest prev_hash hash"},
    "event_detail": {DIGEST: "salt"},
    "fault": {TRACE: "fingerprint error route trace requests"},
    "field_stat": {STATE: "k"},
    "file": {STATE: "question control type state", DIGEST: "sha256"},
    "form": {OFFICE: "slug title settings tz", STATE: "state"},
    "form_code": {DIGEST: "code_hash"},
    "form_draft": {OFFICE: "definition"},
    "form_draft_revision": {OFFICE: "definition what"},
    "form_example": {OFFICE: "name answers raw expected"},
    "form_field": {STATE: "uid kind pii"},
    "form_group": {STATE: "part"},
    "form_status": {OFFICE: "key label explanation", STATE: "phase"},
    "form_version": {OFFICE: "definition change_note", STATE: "change_class", DIGEST: "sha256"},
    "group": {OFFICE: "name name_key description"},
    "job_leader": {STATE: "worker"},
    "legal_version": {OFFICE: "text news", STATE: "kind acceptance"},
    "logo_picture": {OFFICE: "content", STATE: "type", DIGEST: "sha256"},
    "long_job": {STATE: "kind status state result leased_by", TRACE: "trouble"},
    "receipt_key": {DIGEST: "id public"},
    "regular_job": {STATE: "name worker", TRACE: "trouble"},
    "saved_view": {OFFICE: "name name_key q", STATE: "sort columns"},
    "setting": {OFFICE: "name value"},
    "stranger_event": {TRACE: "action reason network request_id", DIGEST: "identifier_hmac"},
    "submission": {SENT: "answers summary", STATE: "status", DIGEST: "reference once_key answers_sha256"},
    "submission_revision": {SENT: "answers"},
    "submission_text": {SENT: "body"},
    "user": {STATE: "role status", DATES: "created_at last_seen_at deleted_at"},
    "waiting_place": {STATE: "scope"},
}


def kept(table: str) -> set[str]:
    """The columns of a table that stay, whatever the reason."""
    return {column for columns in KEPT.get(table, {}).values() for column in columns.split()}


def can_be_personal(column: Column[Any]) -> bool:
    """Whether it can say something about somebody: text, a document, bytes; of an account a moment as well."""
    kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    is_moment = column.table.name == "user" and isinstance(column.type, UtcDateTime)
    return is_moment or isinstance(kind, (String, JSON, LargeBinary))


def decided(table: Table) -> set[str]:
    """The columns of a table about which it is decided here."""
    if table.name == "user":
        return set(PERSONAL) | DERIVED | kept("user")
    return BLANKED.get(table.name, set()) | kept(table.name)


def undecided(tables: Iterator[Table] | list[Table] | None = None) -> list[str]:
    """`table.column` of everything that can be personal and has no place here."""
    found = []
    for table in Base.metadata.sorted_tables if tables is None else tables:
        if table.name not in GOES:
            open_ones = {column.name for column in table.columns if can_be_personal(column)} - decided(table)
            found += [f"{table.name}.{name}" for name in sorted(open_ones)]
        found += [f"{table.name}.{column.name}" for column in table.columns if points_at_people(column) and not placed(column)]
    return found


def points_at_people(column: Column[Any]) -> bool:
    return any(isinstance(key, ForeignKey) and key.column.table.name == "user" for key in column.foreign_keys)


def placed(column: Column[Any]) -> bool:
    return GOES.get(column.table.name) == column.name or (column.table.name, column.name) in STAYS
