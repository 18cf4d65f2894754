"""Legal pages, for everybody: what is in force, and what was before."""

from flask import Blueprint, abort, render_template
from sqlalchemy import select

from webapp.access import public
from webapp.database import read
from webapp.languages import _
from webapp.models.legal import TITLES, LegalVersion
from webapp.models.setting_registry import LEGAL
from webapp.site import settings

bp = Blueprint("legal", __name__, url_prefix="/legal")
MOST_EARLIER = 50


@bp.get("/<kind>")
@public
def show(kind: str) -> str:
    return page_of(kind, number_in_force(kind))


@bp.get("/<kind>/<int:number>")
@public
def version(kind: str, number: int) -> str:
    number_in_force(kind)
    return page_of(kind, number)


def number_in_force(kind: str) -> int:
    """404 where there is no such page, or none any more."""
    if kind not in settings()[LEGAL]:
        abort(404)
    return int(settings()[LEGAL][kind]["number"])


def page_of(kind: str, number: int) -> str:
    row = read(select(*LegalVersion.__table__.c).where(LegalVersion.kind == kind, LegalVersion.number == number)).first()
    if row is None or not row.text:
        abort(404)
    others = select(LegalVersion.number).where(LegalVersion.kind == kind, LegalVersion.text != "")
    earlier = read(others.order_by(LegalVersion.number.desc()).limit(MOST_EARLIER)).scalars().all()
    newest = number_in_force(kind)
    return render_template("main/legal/show.html", name=_(TITLES[kind]), row=row, newest=newest, versions=earlier)
