"""Example people of forms being built.

Revision 0017, after 0016.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "form_example",
        sa.Column("id", ID, nullable=False),
        sa.Column("form_id", ID, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("answers", DOCUMENT, nullable=False),
        sa.Column("raw", DOCUMENT, nullable=False),
        sa.Column("expected", DOCUMENT, nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_form_example_named")),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_form_example_form_id_form")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_example")),
    )
    op.create_index(op.f("ix_form_example_form_id"), "form_example", ["form_id"], unique=False)


def downgrade() -> None:
    op.drop_table("form_example")
