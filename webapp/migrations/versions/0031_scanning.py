"""Uploads that nobody could look at yet: they wait in their draft, and no submission takes one.

Revision 0031, after 0030.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

WAITS = "scan_asked_at IS NULL OR state <> 'attached'"
IS_WAITING = sa.text("scan_asked_at IS NOT NULL")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        # Rebuilding the table for a constraint would drop the checks that it has: SQLite takes one along with a column.
        op.execute(f"ALTER TABLE file ADD COLUMN scan_asked_at DATETIME CONSTRAINT ck_file_scanning CHECK ({WAITS})")
    else:
        op.add_column("file", sa.Column("scan_asked_at", sa.DateTime(timezone=True), nullable=True))
        op.create_check_constraint(op.f("ck_file_scanning"), "file", WAITS)
    op.create_index("ix_file_scanning", "file", ["scan_asked_at"], sqlite_where=IS_WAITING, postgresql_where=IS_WAITING)


def downgrade() -> None:
    op.drop_index("ix_file_scanning", "file")
    op.drop_column("file", "scan_asked_at")
