"""The first tables.

Revision 0001, the first.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "counter",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_counter")),
    )
    with op.batch_alter_table("counter", schema=None) as batch_op:
        batch_op.create_index("ix_counter_by_expiry", ["expires_at"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("on_behalf_of", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("target_type", sa.String(length=30), nullable=False),
        sa.Column("target_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("fields", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False),
        sa.Column("request_id", sa.String(length=64), nullable=False),
        sa.Column("batch_id", sa.String(length=36), nullable=False),
        sa.Column("detail_digest", sa.String(length=64), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("hash", name=op.f("uq_event_hash")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index("ix_event_by_action", ["action", "id"], unique=False)
        batch_op.create_index("ix_event_by_actor", ["actor_id", "id"], unique=False)
        batch_op.create_index("ix_event_by_actor_and_action", ["actor_id", "action", "id"], unique=False)
        batch_op.create_index("ix_event_by_at", ["at", "id"], unique=False)
        batch_op.create_index("ix_event_by_batch", ["batch_id", "id"], unique=False)
        batch_op.create_index("ix_event_by_target", ["target_type", "target_id", "id"], unique=False)

    op.create_table(
        "group",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group")),
        sa.UniqueConstraint("name_key", name=op.f("uq_group_name_key")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "stranger_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("identifier_hmac", sa.String(length=64), nullable=False),
        sa.Column("network", sa.String(length=64), nullable=False),
        sa.Column("request_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stranger_event")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("stranger_event", schema=None) as batch_op:
        batch_op.create_index("ix_stranger_event_by_at", ["at", "id"], unique=False)

    op.create_table(
        "user",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column(
            "email_key", sa.String(length=254).with_variant(sa.String(length=254, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("email_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "name_key", sa.String(length=400).with_variant(sa.String(length=400, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("granted_role", sa.String(length=16), nullable=True),
        sa.Column("granted_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("suspended_reason", sa.String(length=500), nullable=False),
        sa.Column("suspended_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_reason_visible", sa.Boolean(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("role IN ('owner', 'admin', 'staff', 'auditor', 'member')", name=op.f("ck_user_role")),
        sa.CheckConstraint("status <> 'deleted' OR deleted_at IS NOT NULL", name=op.f("ck_user_deleted_at")),
        sa.CheckConstraint("status <> 'suspended' OR suspended_reason <> ''", name=op.f("ck_user_suspended_reason")),
        sa.CheckConstraint("status IN ('active', 'pending', 'suspended', 'deleted', 'erased')", name=op.f("ck_user_status")),
        sa.ForeignKeyConstraint(["granted_by"], ["user.id"], name=op.f("fk_user_granted_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email_key", name=op.f("uq_user_email_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.create_index(
            "ix_user_by_created",
            ["created_at", "id"],
            unique=False,
            sqlite_where=sa.text("status NOT IN ('deleted', 'erased')"),
            postgresql_where=sa.text("status NOT IN ('deleted', 'erased')"),
        )
        batch_op.create_index(
            "ix_user_by_last_seen",
            ["last_seen_at", "id", "created_at"],
            unique=False,
            sqlite_where=sa.text("status NOT IN ('deleted', 'erased')"),
            postgresql_where=sa.text("status NOT IN ('deleted', 'erased')"),
        )
        batch_op.create_index(
            "ix_user_by_name",
            ["name_key", "id"],
            unique=False,
            sqlite_where=sa.text("status NOT IN ('deleted', 'erased')"),
            postgresql_where=sa.text("status NOT IN ('deleted', 'erased')"),
        )
        batch_op.create_index(
            "ix_user_by_role_and_email",
            ["role", "email_key", "status"],
            unique=False,
            sqlite_where=sa.text("role <> 'member'"),
            postgresql_where=sa.text("role <> 'member'"),
        )
        batch_op.create_index(
            "ix_user_by_role_and_id",
            ["role", "id", "status", "created_at", "last_seen_at"],
            unique=False,
            sqlite_where=sa.text("role <> 'member'"),
            postgresql_where=sa.text("role <> 'member'"),
        )
        batch_op.create_index(
            "ix_user_by_role_and_last_seen",
            ["role", "last_seen_at", "id", "status"],
            unique=False,
            sqlite_where=sa.text("role <> 'member'"),
            postgresql_where=sa.text("role <> 'member'"),
        )
        batch_op.create_index(
            "ix_user_by_role_and_name",
            ["role", "name_key", "id", "status"],
            unique=False,
            sqlite_where=sa.text("role <> 'member'"),
            postgresql_where=sa.text("role <> 'member'"),
        )
        batch_op.create_index(
            "ix_user_by_status_and_email",
            ["status", "email_key"],
            unique=False,
            sqlite_where=sa.text("status <> 'active'"),
            postgresql_where=sa.text("status <> 'active'"),
        )
        batch_op.create_index(
            "ix_user_by_status_and_id",
            ["status", "id", "role", "created_at", "last_seen_at"],
            unique=False,
            sqlite_where=sa.text("status <> 'active'"),
            postgresql_where=sa.text("status <> 'active'"),
        )
        batch_op.create_index(
            "ix_user_by_status_and_last_seen",
            ["status", "last_seen_at", "id"],
            unique=False,
            sqlite_where=sa.text("status <> 'active'"),
            postgresql_where=sa.text("status <> 'active'"),
        )
        batch_op.create_index(
            "ix_user_by_status_and_name",
            ["status", "name_key", "id"],
            unique=False,
            sqlite_where=sa.text("status <> 'active'"),
            postgresql_where=sa.text("status <> 'active'"),
        )
        batch_op.create_index(
            "ix_user_by_unconfirmed_and_email",
            ["email_key"],
            unique=False,
            sqlite_where=sa.text("email_confirmed_at IS NULL"),
            postgresql_where=sa.text("email_confirmed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_user_by_unconfirmed_and_id",
            ["id"],
            unique=False,
            sqlite_where=sa.text("email_confirmed_at IS NULL"),
            postgresql_where=sa.text("email_confirmed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_user_by_unconfirmed_and_last_seen",
            ["last_seen_at", "id"],
            unique=False,
            sqlite_where=sa.text("email_confirmed_at IS NULL"),
            postgresql_where=sa.text("email_confirmed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_user_by_unconfirmed_and_name",
            ["name_key", "id"],
            unique=False,
            sqlite_where=sa.text("email_confirmed_at IS NULL"),
            postgresql_where=sa.text("email_confirmed_at IS NULL"),
        )

    op.create_table(
        "event_detail",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("content", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_detail_event_id_event")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_detail")),
    )
    op.create_table(
        "first_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_first_run_owner_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_first_run")),
    )
    op.create_table(
        "form",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tz", sa.String(length=64), nullable=False),
        sa.Column("is_for_everyone", sa.Boolean(), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("current_version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("settings", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False),
        sa.Column("next_serial", sa.Integer(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("state IN ('draft', 'open', 'paused', 'closed', 'archived')", name=op.f("ck_form_state")),
        sa.CheckConstraint("closes_at IS NULL OR opens_at IS NULL OR opens_at < closes_at", name=op.f("ck_form_dates")),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name=op.f("fk_form_created_by_user")),
        sa.ForeignKeyConstraint(["current_version_id"], ["form_version.id"], name="fk_form_current_version", use_alter=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form")),
        sa.UniqueConstraint("slug", name=op.f("uq_form_slug")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("form", schema=None) as batch_op:
        batch_op.create_index("ix_form_by_state", ["state", "id"], unique=False)

    op.create_table(
        "kept_post",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("path", sa.String(length=2000), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_kept_post_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_post")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_kept_post_key_hash")),
    )
    with op.batch_alter_table("kept_post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_post_user_id"), ["user_id"], unique=False)

    op.create_table(
        "known_device",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_known_device_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_device")),
    )
    with op.batch_alter_table("known_device", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_device_token_hash"), ["token_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_known_device_user_id"), ["user_id"], unique=False)

    op.create_table(
        "link",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("bound_to", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("purpose IN ('setup', 'password', 'reset', 'login')", name=op.f("ck_link_purpose")),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name=op.f("fk_link_created_by_user")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_link_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_link_token_hash")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index("ix_link_by_user", ["user_id", "purpose"], unique=False)

    op.create_table(
        "login_session",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("old_token_hash", sa.String(length=64), nullable=True),
        sa.Column("old_token_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("must_rotate", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("authenticated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idle_seconds", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_kept", sa.Boolean(), nullable=False),
        sa.Column("network", sa.String(length=64), nullable=False),
        sa.Column("user_agent", sa.String(length=300), nullable=False),
        sa.Column("methods", sa.String(length=100), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_reason", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_login_session_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_login_session_token_hash")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.create_index("ix_login_session_by_old_token", ["old_token_hash"], unique=False)
        batch_op.create_index("ix_login_session_by_user", ["user_id", "id"], unique=False)

    op.create_table(
        "membership",
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_membership_group_id_group"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_membership_user_id_user")),
        sa.PrimaryKeyConstraint("group_id", "user_id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index("ix_membership_by_user", ["user_id", "group_id"], unique=False)

    op.create_table(
        "outbox_mail",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("dedupe_key", sa.String(length=120), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_outbox_mail_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_mail")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_outbox_mail_dedupe_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_mail_by_sent", ["sent_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_mail_user_id"), ["user_id"], unique=False)

    op.create_table(
        "capacity",
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("form_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.CheckConstraint("used <= cap", name=op.f("ck_capacity_used")),
        sa.CheckConstraint("used >= 0", name=op.f("ck_capacity_not_negative")),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_capacity_form_id_form")),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_capacity")),
    )
    op.create_table(
        "form_draft",
        sa.Column("form_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("definition", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["user.id"], name=op.f("fk_form_draft_changed_by_user")),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_form_draft_form_id_form")),
        sa.PrimaryKeyConstraint("form_id", name=op.f("pk_form_draft")),
    )
    op.create_table(
        "form_draft_revision",
        sa.Column("form_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("definition", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("restored", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["user.id"], name=op.f("fk_form_draft_revision_by_user")),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_form_draft_revision_form_id_form")),
        sa.PrimaryKeyConstraint("form_id", "rev", name=op.f("pk_form_draft_revision")),
    )
    op.create_table(
        "form_field",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("form_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("indexed", sa.Boolean(), nullable=False),
        sa.Column("pii", sa.String(length=10), nullable=False),
        sa.Column("keep_days", sa.Integer(), nullable=True),
        sa.Column("retired_in", sa.Integer(), nullable=True),
        sa.CheckConstraint("pii IN ('none', 'personal', 'special')", name=op.f("ck_form_field_pii")),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_form_field_form_id_form")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_field")),
        sa.UniqueConstraint("form_id", "uid", name=op.f("uq_form_field_form_id_uid")),
    )
    op.create_table(
        "form_group",
        sa.Column("form_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("part IN ('audience', 'reviewers')", name=op.f("ck_form_group_part")),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_form_group_form_id_form")),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_form_group_group_id_group"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("form_id", "part", "group_id", name=op.f("pk_form_group")),
    )
    with op.batch_alter_table("form_group", schema=None) as batch_op:
        batch_op.create_index("ix_form_group_by_group", ["group_id", "part", "form_id"], unique=False)

    op.create_table(
        "form_status",
        sa.Column("form_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("explanation", sa.String(length=300), nullable=False),
        sa.Column("phase", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("needs_comment", sa.Boolean(), nullable=False),
        sa.Column("mails_member", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "phase IN ('new', 'working', 'waiting', 'done', 'refused', 'withdrawn')", name=op.f("ck_form_status_phase")
        ),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_form_status_form_id_form")),
        sa.PrimaryKeyConstraint("form_id", "key", name=op.f("pk_form_status")),
    )
    op.create_table(
        "form_version",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("form_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("change_class", sa.String(length=12), nullable=False),
        sa.Column("change_note", sa.String(length=500), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("grace_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "change_class IN ('first', 'cosmetic', 'additive', 'tightening', 'breaking', 'identity')",
            name=op.f("ck_form_version_change_class"),
        ),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_form_version_form_id_form")),
        sa.ForeignKeyConstraint(["published_by"], ["user.id"], name=op.f("fk_form_version_published_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_version")),
        sa.UniqueConstraint("form_id", "number", name=op.f("uq_form_version_form_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("form_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False),
        sa.Column("raw", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False),
        sa.Column("page", sa.String(length=20), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_draft_form_id_form")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_draft_user_id_user")),
        sa.ForeignKeyConstraint(["version_id"], ["form_version.id"], name=op.f("fk_draft_version_id_form_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("form_id", "user_id", "slot", name=op.f("uq_draft_form_id_user_id_slot")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index("ix_draft_by_user", ["user_id", "updated_at"], unique=False)

    op.create_table(
        "field_stat",
        sa.Column("field_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("k", sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["field_id"], ["form_field.id"], name=op.f("fk_field_stat_field_id_form_field")),
        sa.PrimaryKeyConstraint("field_id", "k", name=op.f("pk_field_stat")),
    )
    op.create_table(
        "submission",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("form_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reference", sa.String(length=9), nullable=False),
        sa.Column("idem_key", sa.Uuid(), nullable=False),
        sa.Column("once_key", sa.String(length=80), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("assignee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("summary", sa.String(length=200), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False),
        sa.Column("answers_sha256", sa.String(length=64), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("purge_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["assignee_id"], ["user.id"], name=op.f("fk_submission_assignee_id_user")),
        sa.ForeignKeyConstraint(
            ["form_id", "status"], ["form_status.form_id", "form_status.key"], name="fk_submission_form_status"
        ),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_submission_form_id_form")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_submission_user_id_user")),
        sa.ForeignKeyConstraint(["version_id"], ["form_version.id"], name=op.f("fk_submission_version_id_form_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("idem_key", name=op.f("uq_submission_idem_key")),
        sa.UniqueConstraint("once_key", name=op.f("uq_submission_once_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_submission_reference")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index("ix_submission_by_assignee", ["assignee_id", "status", "id"], unique=False)
        batch_op.create_index("ix_submission_by_form", ["form_id", "id"], unique=False)
        batch_op.create_index("ix_submission_by_status", ["form_id", "status", "id"], unique=False)
        batch_op.create_index("ix_submission_by_user", ["user_id", "id"], unique=False)

    op.create_table(
        "answer_key",
        sa.Column("field_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("k", sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"), nullable=False),
        sa.Column("submission_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["field_id"], ["form_field.id"], name=op.f("fk_answer_key_field_id_form_field")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_answer_key_submission_id_submission")),
        sa.PrimaryKeyConstraint("field_id", "k", "submission_id", name=op.f("pk_answer_key")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("answer_key", schema=None) as batch_op:
        batch_op.create_index("ix_answer_key_by_submission", ["submission_id"], unique=False)

    op.create_table(
        "comment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("submission_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_internal", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["user.id"], name=op.f("fk_comment_by_user")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_comment_submission_id_submission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index("ix_comment_by_submission", ["submission_id", "id"], unique=False)

    op.create_table(
        "submission_revision",
        sa.Column("submission_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["user.id"], name=op.f("fk_submission_revision_by_user")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_submission_revision_submission_id_submission")
        ),
        sa.ForeignKeyConstraint(["version_id"], ["form_version.id"], name=op.f("fk_submission_revision_version_id_form_version")),
        sa.PrimaryKeyConstraint("submission_id", "revision", name=op.f("pk_submission_revision")),
    )
    op.create_table(
        "submission_text",
        sa.Column("submission_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_submission_text_submission_id_submission")),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_submission_text")),
    )


def downgrade() -> None:

    op.drop_table("submission_text")
    op.drop_table("submission_revision")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index("ix_comment_by_submission")

    op.drop_table("comment")
    with op.batch_alter_table("answer_key", schema=None) as batch_op:
        batch_op.drop_index("ix_answer_key_by_submission")

    op.drop_table("answer_key")
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_index("ix_submission_by_user")
        batch_op.drop_index("ix_submission_by_status")
        batch_op.drop_index("ix_submission_by_form")
        batch_op.drop_index("ix_submission_by_assignee")

    op.drop_table("submission")
    op.drop_table("field_stat")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index("ix_draft_by_user")

    op.drop_table("draft")
    op.drop_table("form_version")
    op.drop_table("form_status")
    with op.batch_alter_table("form_group", schema=None) as batch_op:
        batch_op.drop_index("ix_form_group_by_group")

    op.drop_table("form_group")
    op.drop_table("form_field")
    op.drop_table("form_draft_revision")
    op.drop_table("form_draft")
    op.drop_table("capacity")
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_mail_user_id"))
        batch_op.drop_index("ix_outbox_mail_by_sent")

    op.drop_table("outbox_mail")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index("ix_membership_by_user")

    op.drop_table("membership")
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.drop_index("ix_login_session_by_user")
        batch_op.drop_index("ix_login_session_by_old_token")

    op.drop_table("login_session")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index("ix_link_by_user")

    op.drop_table("link")
    with op.batch_alter_table("known_device", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_known_device_user_id"))
        batch_op.drop_index(batch_op.f("ix_known_device_token_hash"))

    op.drop_table("known_device")
    with op.batch_alter_table("kept_post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_post_user_id"))

    op.drop_table("kept_post")
    with op.batch_alter_table("form", schema=None) as batch_op:
        batch_op.drop_index("ix_form_by_state")

    op.drop_table("form")
    op.drop_table("first_run")
    op.drop_table("event_detail")
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_user_by_unconfirmed_and_name",
            sqlite_where=sa.text("email_confirmed_at IS NULL"),
            postgresql_where=sa.text("email_confirmed_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_user_by_unconfirmed_and_last_seen",
            sqlite_where=sa.text("email_confirmed_at IS NULL"),
            postgresql_where=sa.text("email_confirmed_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_user_by_unconfirmed_and_id",
            sqlite_where=sa.text("email_confirmed_at IS NULL"),
            postgresql_where=sa.text("email_confirmed_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_user_by_unconfirmed_and_email",
            sqlite_where=sa.text("email_confirmed_at IS NULL"),
            postgresql_where=sa.text("email_confirmed_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_user_by_status_and_name",
            sqlite_where=sa.text("status <> 'active'"),
            postgresql_where=sa.text("status <> 'active'"),
        )
        batch_op.drop_index(
            "ix_user_by_status_and_last_seen",
            sqlite_where=sa.text("status <> 'active'"),
            postgresql_where=sa.text("status <> 'active'"),
        )
        batch_op.drop_index(
            "ix_user_by_status_and_id", sqlite_where=sa.text("status <> 'active'"), postgresql_where=sa.text("status <> 'active'")
        )
        batch_op.drop_index(
            "ix_user_by_status_and_email",
            sqlite_where=sa.text("status <> 'active'"),
            postgresql_where=sa.text("status <> 'active'"),
        )
        batch_op.drop_index(
            "ix_user_by_role_and_name", sqlite_where=sa.text("role <> 'member'"), postgresql_where=sa.text("role <> 'member'")
        )
        batch_op.drop_index(
            "ix_user_by_role_and_last_seen",
            sqlite_where=sa.text("role <> 'member'"),
            postgresql_where=sa.text("role <> 'member'"),
        )
        batch_op.drop_index(
            "ix_user_by_role_and_id", sqlite_where=sa.text("role <> 'member'"), postgresql_where=sa.text("role <> 'member'")
        )
        batch_op.drop_index(
            "ix_user_by_role_and_email", sqlite_where=sa.text("role <> 'member'"), postgresql_where=sa.text("role <> 'member'")
        )
        batch_op.drop_index(
            "ix_user_by_name",
            sqlite_where=sa.text("status NOT IN ('deleted', 'erased')"),
            postgresql_where=sa.text("status NOT IN ('deleted', 'erased')"),
        )
        batch_op.drop_index(
            "ix_user_by_last_seen",
            sqlite_where=sa.text("status NOT IN ('deleted', 'erased')"),
            postgresql_where=sa.text("status NOT IN ('deleted', 'erased')"),
        )
        batch_op.drop_index(
            "ix_user_by_created",
            sqlite_where=sa.text("status NOT IN ('deleted', 'erased')"),
            postgresql_where=sa.text("status NOT IN ('deleted', 'erased')"),
        )

    op.drop_table("user")
    with op.batch_alter_table("stranger_event", schema=None) as batch_op:
        batch_op.drop_index("ix_stranger_event_by_at")

    op.drop_table("stranger_event")
    op.drop_table("setting")
    op.drop_table("group")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_by_target")
        batch_op.drop_index("ix_event_by_batch")
        batch_op.drop_index("ix_event_by_at")
        batch_op.drop_index("ix_event_by_actor_and_action")
        batch_op.drop_index("ix_event_by_actor")
        batch_op.drop_index("ix_event_by_action")

    op.drop_table("event")
    with op.batch_alter_table("counter", schema=None) as batch_op:
        batch_op.drop_index("ix_counter_by_expiry")

    op.drop_table("counter")
