"""Lines for what is full. Refused submissions need no place any more: what they held is free.

Revision 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SCOPE = sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql")
RECOUNT = """
    UPDATE capacity SET used = (
        SELECT count(*) FROM submission JOIN form_status
        ON form_status.form_id = submission.form_id AND form_status.key = submission.status
        WHERE submission.form_id = capacity.form_id AND form_status.phase NOT IN ('refused', 'withdrawn')
    ) WHERE scope LIKE 'form:%'
"""


def upgrade() -> None:
    op.create_table(
        "waiting_place",
        sa.Column("id", ID, nullable=False),
        sa.Column("submission_id", ID, nullable=False),
        sa.Column("scope", SCOPE, nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_waiting_place_number")),
        sa.ForeignKeyConstraint(["scope"], ["capacity.scope"], name=op.f("fk_waiting_place_scope_capacity")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_waiting_place_submission_id_submission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_place")),
        sa.UniqueConstraint("scope", "turn", name=op.f("uq_waiting_place_scope_turn")),
        sa.UniqueConstraint("submission_id", "scope", name=op.f("uq_waiting_place_submission_id_scope")),
        sqlite_autoincrement=True,
    )
    op.execute(RECOUNT)


def downgrade() -> None:
    op.drop_table("waiting_place")
