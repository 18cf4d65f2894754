"""What was announced to go: when the first answer of a submission goes, and who may read that one has gone.

Revision 0018, after 0017. A revision's answers may now be blanked, which is written on it, and a blank one may go.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLE = "submission_revision"
KEPT = ("submission_id", "revision", "version_id", "at", "by")
# The job looks at each of these once, and writes down when its first answer really goes.
LOOK_AT = """
    UPDATE submission SET redact_at = submitted_at
    WHERE form_id IN (SELECT form_id FROM form_field WHERE keep_days IS NOT NULL)
"""


def upgrade() -> None:
    op.add_column("submission", sa.Column("redact_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(TABLE, sa.Column("redacted_at", sa.DateTime(timezone=True), nullable=True))
    for column in ("purge_at", "redact_at"):
        is_set = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"ix_submission_by_{column}", "submission", [column], sqlite_where=is_set, postgresql_where=is_set)
    op.create_table(
        "purged_submission",
        sa.Column("reference", sa.String(length=9), nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("form_id", BIG, nullable=False),
        sa.Column("purged_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_purged_submission_form_id_form")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_purged_submission_user_id_user")),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_purged_submission")),
    )
    op.create_index("ix_purged_submission_user_id", "purged_submission", ["user_id"])
    op.execute(LOOK_AT)
    drop_guards(["append_only"])
    guard(
        " AND ".join(
            [
                "NEW.redacted_at IS NOT NULL",
                f"(NEW.redacted_at {differs()} OLD.redacted_at OR NEW.answers = {nothing()})",
                *(f'NEW."{name}" {same()} OLD."{name}"' for name in KEPT),
            ]
        ),
        f"OLD.redacted_at IS NOT NULL AND OLD.answers = {nothing()}",
    )


def downgrade() -> None:
    drop_guards(["append_only", "no_delete"])
    op.drop_table("purged_submission")
    for column in ("purge_at", "redact_at"):
        op.drop_index(f"ix_submission_by_{column}", "submission")
    op.drop_column(TABLE, "redacted_at")
    op.drop_column("submission", "redact_at")
    if is_sqlite():
        guard("0", "0")
    else:
        op.execute(
            f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def same() -> str:
    return "IS" if is_sqlite() else "IS NOT DISTINCT FROM"


def differs() -> str:
    return "IS NOT" if is_sqlite() else "IS DISTINCT FROM"


def nothing() -> str:
    return "'{}'" if is_sqlite() else "'{}'::jsonb"


def drop_guards(on_postgresql: list[str]) -> None:
    if is_sqlite():
        op.execute(f"DROP TRIGGER {TABLE}_no_update")
        op.execute(f"DROP TRIGGER {TABLE}_no_delete")
        return
    for name in on_postgresql:
        op.execute(f"DROP TRIGGER {TABLE}_{name} ON {TABLE}")


def guard(may_change: str, may_go: str) -> None:
    """Refuse every other change, and every other deletion."""
    if is_sqlite():
        refusal = f"SELECT RAISE(ABORT, '{TABLE} is append-only')"
        op.execute(f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} WHEN NOT ({may_change}) BEGIN {refusal}; END")
        op.execute(f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} WHEN NOT ({may_go}) BEGIN {refusal}; END")
        return
    for name, verb, allowed in (("append_only", "UPDATE", may_change), ("no_delete", "DELETE", may_go)):
        op.execute(
            f"CREATE TRIGGER {TABLE}_{name} BEFORE {verb} ON {TABLE} FOR EACH ROW WHEN (NOT ({allowed})) "
            "EXECUTE FUNCTION refuse_change()"
        )
