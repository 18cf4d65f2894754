"""For machines: is the process alive, is it ready, whom to tell about a security problem."""

from datetime import timedelta

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Response, current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from webapp.access import public
from webapp.clock import now
from webapp.extensions import db

bp = Blueprint("health", __name__)


@bp.get("/livez")
@public
def livez() -> Response:
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
@public
def readyz() -> Response:
    """200 when this process can answer; 503 with the names of what fails."""
    failing = [name for name, works in (("database", reaches_database), ("schema", has_schema)) if not works()]
    return Response("\n".join(failing or ["ok"]) + "\n", 503 if failing else 200, mimetype="text/plain")


def reaches_database() -> bool:
    try:
        db.session.connection().execute(text("SELECT 1"))
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True


def has_schema() -> bool:
    try:
        found = MigrationContext.configure(db.session.connection()).get_current_revision()
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return found == newest_schema()


def newest_schema() -> str | None:
    known = current_app.extensions
    if "lodge_schema" not in known:
        known["lodge_schema"] = ScriptDirectory(str(current_app.config["MIGRATIONS"])).get_current_head()
    return known["lodge_schema"]


@bp.get("/.well-known/security.txt")
@public
def security() -> Response:
    """RFC 9116: where to report a hole, and until when this note holds."""
    base = current_app.config["LODGE"].base_url
    expires = (now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    return Response(f"Contact: {base}/about\nExpires: {expires}\nPreferred-Languages: en\n", mimetype="text/plain")
