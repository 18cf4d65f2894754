"""Codes and addresses of mailed links, invitations, and why somebody was turned away.

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BEFORE = "purpose IN ('setup', 'password', 'reset', 'login')"
AFTER = "purpose IN ('setup', 'password', 'reset', 'login', 'signup', 'invitation', 'email', 'undo', 'not_me')"
OPEN = sa.text("used_at IS NULL AND revoked_at IS NULL")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = sa.String(length=254).with_variant(sa.String(length=254, collation="C"), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("address_key", sa.String(length=254), nullable=True))
        batch_op.add_column(sa.Column("code_hash", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("code_expires_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("code_tries", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("browser_hash", sa.String(length=64), nullable=True))
        batch_op.drop_constraint(op.f("ck_link_purpose"), type_="check")
        batch_op.create_check_constraint(op.f("ck_link_purpose"), AFTER)
        batch_op.create_index("ix_link_by_address", ["address_key", "purpose"], unique=False)
        batch_op.create_index("ix_link_by_browser", ["browser_hash"], unique=False)
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.alter_column("code_tries", server_default=None)
    # Not by batch: rebuilding this table would drop its triggers, and nothing here needs it.
    op.add_column("user", sa.Column("rejected_reason", sa.String(length=500), nullable=True))
    op.create_table(
        "invitation",
        sa.Column("id", ID, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", KEY, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("invited_by", ID, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_by", ID, nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("role IN ('owner', 'admin', 'staff', 'auditor', 'member')", name=op.f("ck_invitation_role")),
        sa.CheckConstraint("used_at IS NULL OR revoked_at IS NULL", name=op.f("ck_invitation_one_end")),
        sa.CheckConstraint("used_by IS NULL OR used_at IS NOT NULL", name=op.f("ck_invitation_used_at")),
        sa.ForeignKeyConstraint(["invited_by"], ["user.id"], name=op.f("fk_invitation_invited_by_user")),
        sa.ForeignKeyConstraint(["used_by"], ["user.id"], name=op.f("fk_invitation_used_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_invitation_open", "invitation", ["email_key"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_table(
        "invitation_group",
        sa.Column("invitation_id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_invitation_group_invitation_id_invitation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["group.id"], name=op.f("fk_invitation_group_group_id_group"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("invitation_id", "group_id", name=op.f("pk_invitation_group")),
    )
    op.create_index("ix_invitation_group_by_group", "invitation_group", ["group_id"], unique=False)


def downgrade() -> None:
    op.drop_table("invitation_group")
    op.drop_table("invitation")
    op.drop_column("user", "rejected_reason")
    op.execute("DELETE FROM link WHERE purpose IN ('signup', 'invitation', 'email', 'undo', 'not_me')")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index("ix_link_by_browser")
        batch_op.drop_index("ix_link_by_address")
        batch_op.drop_constraint(op.f("ck_link_purpose"), type_="check")
        batch_op.create_check_constraint(op.f("ck_link_purpose"), BEFORE)
        for column in ("browser_hash", "code_tries", "code_expires_at", "code_hash", "address_key"):
            batch_op.drop_column(column)
