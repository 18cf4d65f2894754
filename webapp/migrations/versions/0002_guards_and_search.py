"""What autogenerate cannot see: append-only triggers, trigram search, and the key that closes a circle.

Revision 0002, after 0001.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# table: what may still happen to a row. SQLite's condition, PostgreSQL's condition for a refused UPDATE.
APPEND_ONLY = {
    "event": "1",
    "event_detail": "NEW.content IS NOT NULL",  # blanking is what erasing a person does
    "form_version": "1",
    "submission_revision": "1",
}
SEARCHED = {"user": ("id", "search_key"), "submission_text": ("submission_id", "body")}
SEARCH = {"user": "user_search", "submission_text": "submission_search"}


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for statement in (*sqlite_guards(), *sqlite_search(), *sqlite_covering()):
            op.execute(statement)
        return
    op.create_foreign_key("fk_form_current_version", "form", "form_version", ["current_version_id"], ["id"])
    for statement in (*postgresql_guards(), *postgresql_search()):
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in APPEND_ONLY:
            op.execute(f'DROP TRIGGER "{table}_no_update"')
            op.execute(f'DROP TRIGGER "{table}_no_delete"')
        for table, index in SEARCH.items():
            for verb in ("insert", "update", "delete"):
                op.execute(f'DROP TRIGGER "{table}_search_{verb}"')
            op.execute(f"DROP TABLE {index}")
        op.execute("DROP INDEX ix_user_by_role_covering")
        op.execute("DROP INDEX ix_user_by_status_covering")
        return
    for table, condition in APPEND_ONLY.items():
        op.execute(f'DROP TRIGGER "{table}_append_only" ON "{table}"')
        if condition != "1":
            op.execute(f'DROP TRIGGER "{table}_no_delete" ON "{table}"')
    op.execute("DROP FUNCTION refuse_change()")
    for table, (_, column) in SEARCHED.items():
        op.execute(f"DROP INDEX ix_{table}_{column}_trigram")
    op.drop_constraint("fk_form_current_version", "form")


def sqlite_guards() -> list[str]:
    statements = []
    for table, condition in APPEND_ONLY.items():
        refusal = f"SELECT RAISE(ABORT, '{table} is append-only')"
        statements += [
            f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" WHEN {condition} BEGIN {refusal}; END',
            f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" BEGIN {refusal}; END',
        ]
    return statements


def sqlite_search() -> list[str]:
    """External-content trigram indexes, kept by triggers; `detail=none` and GLOB, see STACK."""
    statements = []
    for table, (key, column) in SEARCHED.items():
        index = SEARCH[table]
        gone = f"INSERT INTO {index}({index}, rowid, {column}) VALUES ('delete', OLD.{key}, OLD.{column})"
        come = f"INSERT INTO {index}(rowid, {column}) VALUES (NEW.{key}, NEW.{column})"
        statements += [
            f"CREATE VIRTUAL TABLE {index} USING fts5({column}, content='{table}', content_rowid='{key}', "
            "tokenize='trigram', detail='none')",
            f'CREATE TRIGGER "{table}_search_insert" AFTER INSERT ON "{table}" BEGIN {come}; END',
            f'CREATE TRIGGER "{table}_search_delete" AFTER DELETE ON "{table}" BEGIN {gone}; END',
            f'CREATE TRIGGER "{table}_search_update" AFTER UPDATE OF {column} ON "{table}" BEGIN {gone}; {come}; END',
        ]
    return statements


def sqlite_covering() -> list[str]:
    """Text of the few with an uncommon role or status, so that searching among them reads no row of the table.

    Not on PostgreSQL: it joins bitmaps by itself, and its index rows have a limit of length.
    """
    return [
        'CREATE INDEX ix_user_by_role_covering ON "user" (role, id, status, email_confirmed_at, created_at, '
        "last_seen_at, search_key) WHERE role <> 'member'",
        'CREATE INDEX ix_user_by_status_covering ON "user" (status, id, role, email_confirmed_at, created_at, '
        "last_seen_at, search_key) WHERE status <> 'active'",
    ]


def postgresql_guards() -> list[str]:
    statements = [
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    ]
    for table, condition in APPEND_ONLY.items():
        if condition == "1":
            statements.append(
                f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE ON "{table}" '
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
        else:
            # A WHEN that names NEW cannot stand on DELETE, so that has a trigger of its own.
            statements += [
                f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE ON "{table}" '
                f"FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION refuse_change()",
                f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" '
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            ]
    return statements


def postgresql_search() -> list[str]:
    statements = ["CREATE EXTENSION IF NOT EXISTS pg_trgm"]
    for table, (_, column) in SEARCHED.items():
        statements.append(
            f'CREATE INDEX ix_{table}_{column}_trigram ON "{table}" USING gin ({column} gin_trgm_ops)'
        )
    return statements
