"""The back office: users, groups, forms, events, outbox, jobs, settings."""

from flask import Blueprint
from flask_login import current_user

from webapp.access import ensure
from webapp.admin.backups import bp as backups
from webapp.admin.banner import bp as banner
from webapp.admin.events import bp as events
from webapp.admin.forms import bp as forms
from webapp.admin.group_lists import bp as group_lists
from webapp.admin.groups import bp as groups
from webapp.admin.health import bp as health
from webapp.admin.index import index
from webapp.admin.invitation_lists import bp as invitation_lists
from webapp.admin.invitations import bp as invitations
from webapp.admin.jobs import bp as jobs
from webapp.admin.legal import bp as legal
from webapp.admin.logo import bp as logo
from webapp.admin.mails import bp as mails
from webapp.admin.outbox import bp as outbox
from webapp.admin.problems import bp as problems
from webapp.admin.providers import bp as providers
from webapp.admin.saved_views import bp as saved_views
from webapp.admin.settings import bp as settings
from webapp.admin.statistics import bp as statistics
from webapp.admin.users import bp as users

bp = Blueprint("admin", __name__, url_prefix="/admin")
bp.add_url_rule("", "index", index)
for room in (
    users,
    saved_views,
    groups,
    group_lists,
    invitation_lists,
    invitations,
    forms,
    events,
    outbox,
    jobs,
    statistics,
    settings,
    banner,
    legal,
    logo,
    mails,
    providers,
    backups,
    health,
    problems,
):
    bp.register_blueprint(room)


@bp.before_request
def guard() -> None:
    """Members have nothing to do here, whatever a view forgets to ask."""
    ensure(current_user.is_staff)
