"""The log by the kind of thing that something was done to, alone and with what was done.

Revision 0028, after 0027.
"""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_event_by_action_and_kind", "event", ["action", "target_type", "id"])
    op.create_index("ix_event_by_kind", "event", ["target_type", "id"])


def downgrade() -> None:
    op.drop_index("ix_event_by_kind", table_name="event")
    op.drop_index("ix_event_by_action_and_kind", table_name="event")
