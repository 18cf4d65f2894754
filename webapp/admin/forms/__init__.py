"""Building forms: outline, pages, questions, conditions, settings, statuses, preview, publishing, versions."""

from flask import Blueprint

from webapp.admin.forms.calculations import bp as calculations
from webapp.admin.forms.checks import bp as checks
from webapp.admin.forms.code import bp as code
from webapp.admin.forms.index import index
from webapp.admin.forms.languages import bp as languages
from webapp.admin.forms.logic import bp as logic
from webapp.admin.forms.moves import bp as moves
from webapp.admin.forms.new import bp as new
from webapp.admin.forms.outline import bp as outline
from webapp.admin.forms.pages import bp as pages
from webapp.admin.forms.preview import bp as preview
from webapp.admin.forms.publish import bp as publish
from webapp.admin.forms.questions import bp as questions
from webapp.admin.forms.removal import bp as removal
from webapp.admin.forms.rules import bp as rules
from webapp.admin.forms.saving import changed_meanwhile, no_definition
from webapp.admin.forms.search import bp as search
from webapp.admin.forms.settings import bp as settings
from webapp.admin.forms.states import bp as states
from webapp.admin.forms.statuses import bp as statuses
from webapp.admin.forms.versions import bp as versions
from webapp.models.definition import Malformed
from webapp.models.form_draft import Stale

bp = Blueprint("forms", __name__, url_prefix="/forms")
bp.add_url_rule("", "index", index)
for part in (
    new,
    outline,
    search,
    pages,
    questions,
    removal,
    moves,
    logic,
    rules,
    calculations,
    languages,
    settings,
    code,
    preview,
    checks,
    publish,
    versions,
    states,
    statuses,
):
    bp.register_blueprint(part)
bp.register_error_handler(Stale, changed_meanwhile)
bp.register_error_handler(Malformed, no_definition)
