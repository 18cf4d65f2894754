"""What a person does about themselves: name, password, log-ins, activity."""

from flask import Blueprint

from webapp.account.activity import bp as activity
from webapp.account.confirm import bp as confirm
from webapp.account.home import bp as home
from webapp.account.name import bp as name
from webapp.account.password import bp as password
from webapp.account.role import bp as role
from webapp.account.sessions import bp as sessions

bp = Blueprint("account", __name__, url_prefix="/account")
for room in (home, name, password, sessions, activity, confirm, role):
    bp.register_blueprint(room)
