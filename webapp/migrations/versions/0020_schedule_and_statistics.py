"""How the regular jobs went, who leads them, and what was counted of each day.

Revision 0020, after 0019.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "regular_job",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("took_ms", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("worker", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_regular_job")),
    )
    op.create_table(
        "job_leader",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("worker", sa.String(length=100), nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_job_leader_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_leader")),
    )
    op.create_table(
        "day_figure",
        sa.Column("measure", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("part", sa.String(length=60), nullable=False),
        sa.Column("n", BIG, nullable=False),
        sa.CheckConstraint("n >= 0", name=op.f("ck_day_figure_n")),
        sa.PrimaryKeyConstraint("measure", "day", "part", name=op.f("pk_day_figure")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "counted_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("counted_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_counted_day")),
    )


def downgrade() -> None:
    for table in ("counted_day", "day_figure", "job_leader", "regular_job"):
        op.drop_table(table)
