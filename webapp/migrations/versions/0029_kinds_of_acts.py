"""PostgreSQL learns which acts are done to which kinds of things: it took them for independent and read the whole log.

Revision 0029, after 0028.
"""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE STATISTICS event_kinds_of_acts (mcv) ON action, target_type FROM event")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP STATISTICS IF EXISTS event_kinds_of_acts")
