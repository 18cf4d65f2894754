"""Passkeys, and by what authenticators know their holders.

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "passkey_holder",
        sa.Column("user_id", ID, autoincrement=False, nullable=False),
        sa.Column("handle", sa.LargeBinary(64), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_passkey_holder_user_id_user")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_passkey_holder")),
        sa.UniqueConstraint("handle", name=op.f("uq_passkey_holder_handle")),
    )
    op.create_table(
        "passkey",
        sa.Column("id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(1023), nullable=False),
        sa.Column("attested", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("is_complete", sa.Boolean(), nullable=False),
        sa.Column("is_backup_eligible", sa.Boolean(), nullable=False),
        sa.Column("transports", sa.String(100), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT),
        sa.CheckConstraint("number BETWEEN 1 AND 20", name=op.f("ck_passkey_number")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_passkey_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
        sa.UniqueConstraint("user_id", "number", name=op.f("uq_passkey_number")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("passkey")
    op.drop_table("passkey_holder")
