"""What a person does about themselves: name, password, second step, log-ins, activity."""

from flask import Blueprint

from webapp.account.activity import bp as activity
from webapp.account.authenticator import bp as authenticator
from webapp.account.confirm import bp as confirm
from webapp.account.data import bp as data
from webapp.account.delete import bp as delete
from webapp.account.email import bp as email
from webapp.account.home import bp as home
from webapp.account.identities import bp as identities
from webapp.account.legal import bp as legal
from webapp.account.name import bp as name
from webapp.account.passkey_confirm import bp as passkey_confirm
from webapp.account.passkeys import bp as passkeys
from webapp.account.password import bp as password
from webapp.account.preferences import bp as preferences
from webapp.account.recovery_codes import bp as recovery_codes
from webapp.account.role import bp as role
from webapp.account.sessions import bp as sessions
from webapp.account.tokens import bp as tokens
from webapp.account.two_factor import bp as two_factor

bp = Blueprint("account", __name__, url_prefix="/account")
ABOUT = (home, name, email, password, role, activity, sessions, confirm)
FACTORS = (two_factor, authenticator, recovery_codes, passkeys, passkey_confirm, identities)
for room in (*ABOUT, *FACTORS):
    bp.register_blueprint(room)
for room in (preferences, tokens, data, delete, legal):
    bp.register_blueprint(room)
