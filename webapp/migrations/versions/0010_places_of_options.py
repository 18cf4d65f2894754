"""Places of options: longer names of what is counted, and a way to find all of a form's.

Revision 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BEFORE = sa.String(length=80)
AFTER = sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("capacity", schema=None) as batch_op:
        batch_op.alter_column("scope", existing_type=BEFORE, type_=AFTER, existing_nullable=False)
        batch_op.create_index(op.f("ix_capacity_form_id"), ["form_id"], unique=False)


def downgrade() -> None:
    op.execute("DELETE FROM capacity WHERE scope LIKE 'option:%'")
    with op.batch_alter_table("capacity", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_capacity_form_id"))
        batch_op.alter_column("scope", existing_type=AFTER, type_=BEFORE, existing_nullable=False)
