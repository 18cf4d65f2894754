"""The front desk: landing page, home, about, health."""

from flask import Blueprint

from webapp.main.health import bp as health
from webapp.main.home import bp as home
from webapp.main.legal import bp as legal
from webapp.main.logo import bp as logo
from webapp.main.receipts import bp as receipts
from webapp.main.theme import bp as theme

bp = Blueprint("main", __name__)
bp.register_blueprint(home)
bp.register_blueprint(health)
bp.register_blueprint(legal)
bp.register_blueprint(logo)
bp.register_blueprint(receipts)
bp.register_blueprint(theme)
