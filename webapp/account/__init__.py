"""What a person does about themselves: name, password, log-ins, activity."""

from flask import Blueprint

from webapp.account.home import bp as home

bp = Blueprint("account", __name__, url_prefix="/account")
bp.register_blueprint(home)
