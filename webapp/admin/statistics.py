"""Statistics: pictures of what was counted of each day, each with its table and its file; nothing is counted here."""

import csv
import io
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request, url_for

from webapp.access import needs
from webapp.admin.picture import names_of, picture
from webapp.languages import _, ngettext
from webapp.models.day_pictures import MEASURES, PERIODS, as_rows, measured, period_of
from webapp.models.submission_export import harmless

bp = Blueprint("statistics", __name__, url_prefix="/statistics")
USUAL = 30


@bp.get("")
@needs("statistics:read")
def index() -> str:
    days = days_asked()
    period = period_of(days)
    pictures = [] if period is None else [picture(one) for one in measured(period).values()]
    periods = [{"label": said(one), "url": url_for(".index", days=one), "current": one == days} for one in PERIODS]
    zone = current_app.config["LODGE"].timezone
    return render_template("admin/statistics/index.html", pictures=pictures, periods=periods, days=days, zone=zone)


@bp.get("/<measure>.csv")
@needs("statistics:read")
def export(measure: str) -> Any:
    """What is behind one picture: a line a day, a column a part."""
    period = period_of(days_asked())
    if measure not in MEASURES:
        abort(404)
    text = io.StringIO(newline="")
    if period is not None:
        found = measured(period, (measure,))[measure]
        csv.writer(text).writerows(as_rows(found, {part: harmless(name) for part, name in names_of(found).items()}))
    response = current_app.response_class("\ufeff" + text.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{measure.replace("_", "-")}.csv"'
    return response


def days_asked() -> int:
    asked = request.args.get("days", "")
    return int(asked) if asked in map(str, PERIODS) else USUAL


def said(days: int) -> str:
    return _("A year") if days == 365 else ngettext("%(num)s day", "%(num)s days", days)
