"""Codes that open a form, and who has opened one.

Revision 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "form_code",
        sa.Column("form_id", ID, nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_form_code_form_id_form")),
        sa.PrimaryKeyConstraint("form_id", name=op.f("pk_form_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_form_code_code_hash")),
    )
    op.create_table(
        "form_holder",
        sa.Column("form_id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_form_holder_form_id_form")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_form_holder_user_id_user")),
        sa.PrimaryKeyConstraint("form_id", "user_id", name=op.f("pk_form_holder")),
    )
    op.create_index(op.f("ix_form_holder_user_id"), "form_holder", ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_table("form_holder")
    op.drop_table("form_code")
