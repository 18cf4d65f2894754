"""Second steps that are to be removed a day from now.

Revision 0027, after 0026.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "factor_reset",
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("asked_by", BIG, nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_factor_reset_user_id_user")),
        sa.ForeignKeyConstraint(["asked_by"], ["user.id"], name=op.f("fk_factor_reset_asked_by_user")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_factor_reset")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_factor_reset_token_hash")),
    )
    op.create_index(op.f("ix_factor_reset_asked_by"), "factor_reset", ["asked_by"])
    op.create_index(op.f("ix_factor_reset_due_at"), "factor_reset", ["due_at"])


def downgrade() -> None:
    op.drop_table("factor_reset")
