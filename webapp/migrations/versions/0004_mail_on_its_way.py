"""What a mail needs to leave: its state, who is sending it, how often it was tried and what went wrong.

Revision 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# SQLite is told again, for a rebuilt table would lose it.
NUMBERED = {"table_kwargs": {"sqlite_autoincrement": True}}
WAITING = sa.text("state = 'waiting'")
FILLED = {"state": "waiting", "attempts": "0", "last_error": "", "leased_by": ""}


def upgrade() -> None:
    with op.batch_alter_table("outbox_mail", **NUMBERED) as batch_op:
        batch_op.drop_index("ix_outbox_mail_by_sent")
        batch_op.add_column(sa.Column("state", sa.String(8), nullable=False, server_default=FILLED["state"]))
        batch_op.add_column(sa.Column("attempts", sa.Integer(), nullable=False, server_default=FILLED["attempts"]))
        batch_op.add_column(sa.Column("last_error", sa.String(300), nullable=False, server_default=FILLED["last_error"]))
        batch_op.add_column(sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("leased_by", sa.String(64), nullable=False, server_default=FILLED["leased_by"]))
    # What nobody could send so far is not to be sent all at once on the day that a mail server is set.
    op.execute("UPDATE outbox_mail SET state = CASE WHEN sent_at IS NULL THEN 'held' ELSE 'sent' END")
    with op.batch_alter_table("outbox_mail", **NUMBERED) as batch_op:
        for column in FILLED:
            batch_op.alter_column(column, server_default=None)
        batch_op.create_check_constraint(
            op.f("ck_outbox_mail_state"), "state IN ('waiting', 'sent', 'failed', 'held')"
        )
        batch_op.create_check_constraint(op.f("ck_outbox_mail_sent_at"), "(state = 'sent') = (sent_at IS NOT NULL)")
        batch_op.create_index("ix_outbox_mail_by_state", ["state", "id"])
        batch_op.create_index(
            "ix_outbox_mail_due", ["not_before", "id"], sqlite_where=WAITING, postgresql_where=WAITING
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox_mail", **NUMBERED) as batch_op:
        batch_op.drop_index("ix_outbox_mail_due")
        batch_op.drop_index("ix_outbox_mail_by_state")
        batch_op.drop_constraint(op.f("ck_outbox_mail_sent_at"), type_="check")
        batch_op.drop_constraint(op.f("ck_outbox_mail_state"), type_="check")
        for column in ("leased_by", "leased_until", "last_error", "attempts", "state"):
            batch_op.drop_column(column)
        batch_op.create_index("ix_outbox_mail_by_sent", ["sent_at", "id"])
