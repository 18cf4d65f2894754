"""Uploaded files: whose each is, and when nobody's.

Revision 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NOBODYS = sa.text("draft_id IS NULL AND submission_id IS NULL")
DRAFT = "draft_id IS NULL OR (state = 'staged' AND submission_id IS NULL)"


def upgrade() -> None:
    op.create_table(
        "file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=True),
        sa.Column("submission_id", ID, nullable=True),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("control", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("size", ID, nullable=False),
        sa.Column("type", sa.String(length=100), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("state IN ('staged', 'attached', 'purged')", name=op.f("ck_file_state")),
        sa.CheckConstraint(DRAFT, name=op.f("ck_file_draft")),
        sa.CheckConstraint("submission_id IS NULL OR state = 'attached'", name=op.f("ck_file_submission")),
        sa.CheckConstraint("(state = 'purged') = (name = '')", name=op.f("ck_file_name")),
        sa.CheckConstraint("size > 0", name=op.f("ck_file_size")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_file_sha256")),
        # Whatever deletes a draft or a submission leaves its files to nobody, and those are taken away.
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_file_draft_id_draft"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_file_submission_id_submission"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_file_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
    )
    op.create_index("ix_file_by_draft", "file", ["draft_id", "created_at"])
    op.create_index("ix_file_by_submission", "file", ["submission_id", "created_at"])
    op.create_index("ix_file_by_user", "file", ["user_id", "state"])
    op.create_index("ix_file_nobodys", "file", ["created_at"], sqlite_where=NOBODYS, postgresql_where=NOBODYS)


def downgrade() -> None:
    op.drop_table("file")
