"""Legal pages, published in versions that stay, and who has accepted which.

Revision 0025, after 0024.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
NEWEST = ("accepted_terms", "accepted_privacy")


def upgrade() -> None:
    op.create_table(
        "legal_version",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("news", sa.Text(), nullable=False),
        sa.Column("acceptance", sa.String(length=10), nullable=False),
        sa.Column("published_at", TIME, nullable=False),
        sa.Column("published_by", ID, nullable=True),
        sa.CheckConstraint("kind IN ('terms', 'privacy', 'imprint')", name=op.f("ck_legal_version_kind")),
        sa.CheckConstraint("acceptance IN ('nobody', 'newcomers', 'everybody')", name=op.f("ck_legal_version_acceptance")),
        sa.CheckConstraint(
            "acceptance = 'nobody' OR (text <> '' AND kind <> 'imprint')", name=op.f("ck_legal_version_acceptable")
        ),
        sa.ForeignKeyConstraint(["published_by"], ["user.id"], name=op.f("fk_legal_version_published_by_user")),
        sa.PrimaryKeyConstraint("kind", "number", name=op.f("pk_legal_version")),
    )
    op.create_table(
        "legal_acceptance",
        sa.Column("id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("accepted_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_legal_acceptance_user_id_user")),
        sa.ForeignKeyConstraint(
            ["kind", "number"],
            ["legal_version.kind", "legal_version.number"],
            name=op.f("fk_legal_acceptance_legal_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_acceptance")),
        sa.UniqueConstraint("user_id", "kind", "number", name=op.f("uq_legal_acceptance_user_id_kind_number")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_legal_acceptance_by_version", "legal_acceptance", ["kind", "number"])
    for column in NEWEST:
        op.add_column("user", sa.Column(column, sa.Integer(), server_default="0", nullable=False))
    guard("legal_version")


def downgrade() -> None:
    for column in NEWEST:
        op.drop_column("user", column)
    op.drop_table("legal_acceptance")
    op.drop_table("legal_version")


def guard(table: str) -> None:
    """What was published is never altered and never goes."""
    if op.get_bind().dialect.name == "sqlite":
        refusal = f"SELECT RAISE(ABORT, '{table} is append-only')"
        for verb in ("update", "delete"):
            op.execute(f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} BEGIN {refusal}; END")
        return
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
