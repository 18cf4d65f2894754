"""What a person has about themselves: API tokens, copies of their data, a time zone, a date on which they are gone.

Revision 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
# Word by word and not by batch: rebuilding this table would drop its triggers.
DUE = (
    'ALTER TABLE "user" ADD COLUMN deletion_due_at {moment}'
    " CONSTRAINT ck_user_deletion_due_at CHECK (deletion_due_at IS NULL OR status = 'deleted')"
)


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.add_column("user", sa.Column("timezone", sa.String(64), nullable=False, server_default=""))
    op.execute(DUE.format(moment="DATETIME" if is_sqlite else "TIMESTAMP WITH TIME ZONE"))
    op.create_table(
        "api_token",
        sa.Column("id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("scopes", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT),
        sa.Column("revoked_at", MOMENT),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_api_token_expires_at")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_api_token_name")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_api_token_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_api_token_by_user", "api_token", ["user_id", "id"])
    op.create_table(
        "data_export",
        sa.Column("id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", MOMENT),
        sa.Column("file_name", sa.String(80), nullable=False),
        sa.Column("bytes", ID, nullable=False),
        sa.Column("expires_at", MOMENT),
        sa.CheckConstraint("state IN ('waiting', 'ready', 'failed')", name=op.f("ck_data_export_state")),
        sa.CheckConstraint("(state = 'ready') = (file_name <> '')", name=op.f("ck_data_export_file_name")),
        sa.CheckConstraint("state <> 'ready' OR expires_at IS NOT NULL", name=op.f("ck_data_export_expires_at")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_data_export_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_export")),
        sa.UniqueConstraint("user_id", name=op.f("uq_data_export_user_id")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("data_export")
    op.drop_table("api_token")
    # Who was about to leave stays deleted, and is erased by the older rule.
    op.drop_column("user", "deletion_due_at")
    op.drop_column("user", "timezone")
