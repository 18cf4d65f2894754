"""The index of the log by the kind of thing is walked for that alone: SQLite took it for lines about a few things too.

Revision 0030, after 0029.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_event_by_kind", table_name="event")
    any_line = sa.text("id > 0")
    op.create_index("ix_event_by_kind", "event", ["target_type", "id"], sqlite_where=any_line, postgresql_where=any_line)


def downgrade() -> None:
    op.drop_index("ix_event_by_kind", table_name="event")
    op.create_index("ix_event_by_kind", "event", ["target_type", "id"])
