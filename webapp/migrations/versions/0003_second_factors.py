"""Second factors: apps, recovery codes, trusted browsers, and who has to have one.

Revision 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "totp",
        sa.Column("user_id", ID, autoincrement=False, nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("wrong_in_a_row", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("stopped_at", MOMENT),
        sa.CheckConstraint("wrong_in_a_row >= 0", name=op.f("ck_totp_wrong_in_a_row")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_totp_user_id_user")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_totp")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("user_id", ID, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code_hash", sa.String(255), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.CheckConstraint("number BETWEEN 0 AND 9", name=op.f("ck_recovery_code_number")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_recovery_code_user_id_user")),
        sa.PrimaryKeyConstraint("user_id", "number", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "trusted_device",
        sa.Column("id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("bound_to", sa.String(64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("user_agent", sa.String(300), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_trusted_device_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trusted_device")),
    )
    op.create_index("ix_trusted_device_by_user", "trusted_device", ["user_id", "id"])
    op.create_index("uq_trusted_device_token_hash", "trusted_device", ["token_hash", "user_id"], unique=True)
    op.add_column("login_session", sa.Column("must_enrol", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("group", sa.Column("needs_second_factor", sa.Boolean(), nullable=False, server_default=sa.false()))
    # What was kept for minutes anyway is dropped, so that the column needs no default.
    op.execute("DELETE FROM kept_post")
    with op.batch_alter_table("kept_post") as kept_post:
        kept_post.add_column(sa.Column("expires_at", MOMENT, nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("kept_post") as kept_post:
        kept_post.drop_column("expires_at")
    with op.batch_alter_table("group") as group:
        group.drop_column("needs_second_factor")
    with op.batch_alter_table("login_session") as login_session:
        login_session.drop_column("must_enrol")
    for table in ("trusted_device", "recovery_code", "totp"):
        op.drop_table(table)
