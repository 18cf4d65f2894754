"""What a status asks of whom, changes of what was sent, and answers that staff ask to have corrected.

Revision 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# Statuses after which nothing was changed so far.
SETTLED = "UPDATE form_status SET locks_editing = true WHERE phase IN ('done', 'refused', 'withdrawn')"


def upgrade() -> None:
    op.add_column("form_status", sa.Column("is_restricted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("form_status", sa.Column("locks_editing", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("form_status", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.execute(SETTLED)
    op.add_column("submission", sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("submission_revision", sa.Column("draft_id", sa.Uuid(), nullable=True))
    op.create_index("uq_submission_revision_draft_id", "submission_revision", ["draft_id"], unique=True)
    op.create_table(
        "correction",
        sa.Column("id", BIG, nullable=False),
        sa.Column("submission_id", BIG, nullable=False),
        sa.Column("by", BIG, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("questions", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False),
        sa.Column("back_to", sa.String(length=20), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.CheckConstraint("revision IS NULL OR closed_at IS NOT NULL", name=op.f("ck_correction_answered")),
        sa.ForeignKeyConstraint(["by"], ["user.id"], name=op.f("fk_correction_by_user")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_correction_submission_id_submission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    is_open = sa.text("closed_at IS NULL")
    op.create_index(
        "uq_correction_open", "correction", ["submission_id"], unique=True, sqlite_where=is_open, postgresql_where=is_open
    )
    op.create_index("ix_correction_by_submission", "correction", ["submission_id", "id"])


def downgrade() -> None:
    op.drop_table("correction")
    op.drop_index("uq_submission_revision_draft_id", "submission_revision")
    op.drop_column("submission_revision", "draft_id")
    op.drop_column("submission", "opened_at")
    for column in ("version", "locks_editing", "is_restricted"):
        op.drop_column("form_status", column)
