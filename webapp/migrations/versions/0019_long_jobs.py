"""Jobs that take a while.

Revision 0019, after 0018.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "long_job",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("asked_by", BIG, nullable=True),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("status", sa.String(length=9), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("arguments", DOCUMENT, nullable=False),
        sa.Column("state", DOCUMENT, nullable=False),
        sa.Column("result", DOCUMENT, nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", TIME, nullable=False),
        sa.Column("started_at", TIME, nullable=True),
        sa.Column("ended_at", TIME, nullable=True),
        sa.Column("is_cancel_asked", sa.Boolean(), nullable=False),
        sa.Column("leased_until", TIME, nullable=True),
        sa.Column("leased_by", sa.String(length=32), nullable=False),
        sa.CheckConstraint("status IN ('waiting', 'running', 'done', 'failed', 'cancelled')", name=op.f("ck_long_job_status")),
        sa.CheckConstraint("done >= 0 AND total >= 0", name=op.f("ck_long_job_steps")),
        sa.CheckConstraint(
            "(status IN ('done', 'failed', 'cancelled')) = (ended_at IS NOT NULL)", name=op.f("ck_long_job_ended_at")
        ),
        sa.CheckConstraint("(status = 'running') = (leased_until IS NOT NULL)", name=op.f("ck_long_job_leased_until")),
        sa.ForeignKeyConstraint(["asked_by"], ["user.id"], name=op.f("fk_long_job_asked_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_long_job")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_long_job_by_status", "long_job", ["status", "id"])
    op.create_index("ix_long_job_by_kind", "long_job", ["kind", "id"])
    op.create_index(op.f("ix_long_job_asked_by"), "long_job", ["asked_by"])


def downgrade() -> None:
    op.drop_table("long_job")
