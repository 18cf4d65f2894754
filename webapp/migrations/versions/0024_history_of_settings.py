"""The changes of one setting, found without reading the log.

Revision 0024, after 0023.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    of_settings = sa.text("action = 'setting.changed'")
    op.create_index("ix_event_of_settings", "event", ["fields", "id"], sqlite_where=of_settings, postgresql_where=of_settings)


def downgrade() -> None:
    op.drop_index("ix_event_of_settings", table_name="event")
