"""Health: what `lodge doctor` finds, how this very request has arrived, and what to set."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, current_app, render_template, request

from webapp.access import needs
from webapp.access.browser import is_within
from webapp.backups.drill import last_drill
from webapp.checkup.findings import findings
from webapp.config import Config
from webapp.languages import _

bp = Blueprint("health", __name__, url_prefix="/health")
HEADERS = ("Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host")


@bp.get("")
@needs("settings:read")
def index() -> str:
    config: Config = current_app.config["LODGE"]
    found = [{"finding": finding, "fix": fix} for finding, fix in findings(config)]
    return render_template("admin/health/index.html", findings=found, rows=arrival(), advice=advice(config), drill=last_drill())


def peer() -> str:
    """Whoever has opened the connection: a proxy, where there is one."""
    return str(request.environ.get("REMOTE_ADDR") or "")


def arrival() -> list[dict[str, Any]]:
    """How the request came, line by line."""
    rows = [
        {"key": _("Connection from"), "value": peer() or _("not told")},
        {"key": _("Taken for"), "value": request.remote_addr or _("not told")},
        {"key": _("Scheme"), "value": request.scheme},
    ]
    return rows + [{"key": name, "value": request.headers.get(name) or _("not sent")} for name in HEADERS]


def advice(config: Config) -> list[str]:
    """What to set, judged by this request alone."""
    said = []
    base = urlsplit(config.base_url)
    if "X-Forwarded-For" in request.headers and not is_within(peer(), config.trusted_proxies):
        said.append(
            _(
                "A proxy at %(address)s passes requests on, and is not believed: set LODGE_TRUSTED_PROXIES=%(address)s",
                address=peer(),
            )
        )
    if request.host != base.netloc:
        said.append(
            _("You have asked for %(host)s, and mails say %(base)s: set LODGE_BASE_URL.", host=request.host, base=config.base_url)
        )
    if request.headers.get("X-Forwarded-Proto") == "https" and not config.is_https:
        said.append(_("The proxy encrypts, and LODGE_BASE_URL says http: set it to the https address."))
    return said
