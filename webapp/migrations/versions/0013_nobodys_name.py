"""Whoever was erased has no name: the words for them are said in each reader's language.

Revision 0013, after 0012.
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""UPDATE "user" SET name = '', name_key = '' WHERE status = 'erased'""")


def downgrade() -> None:
    op.execute("""UPDATE "user" SET name = 'Deleted user', name_key = 'deleted user' WHERE status = 'erased'""")
