"""The language that a person has chosen, and that in which a mail is written.

Revision 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("user", sa.Column("language", sa.String(16), nullable=False, server_default=""))
    op.add_column("outbox_mail", sa.Column("language", sa.String(16), nullable=False, server_default="en"))


def downgrade() -> None:
    op.drop_column("outbox_mail", "language")
    op.drop_column("user", "language")
