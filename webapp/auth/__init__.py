"""Getting in and out: log in, sign up, set-up, one-time links."""

from flask import Blueprint

from webapp.auth.factor_reset import bp as factor_reset
from webapp.auth.first_proof import bp as first_proof
from webapp.auth.forgot_password import bp as forgot_password
from webapp.auth.identity import bp as identity
from webapp.auth.invitations import bp as invitations
from webapp.auth.links import bp as links
from webapp.auth.log_in import bp as log_in
from webapp.auth.log_in_link import bp as log_in_link
from webapp.auth.not_me import bp as not_me
from webapp.auth.oidc import bp as oidc
from webapp.auth.passkey import bp as passkey
from webapp.auth.resume import bp as resume
from webapp.auth.second_step import bp as second_step
from webapp.auth.set_up import bp as set_up
from webapp.auth.sign_up import bp as sign_up
from webapp.auth.sign_up_check import bp as sign_up_check
from webapp.auth.stay import bp as stay
from webapp.auth.undo_email import bp as undo_email
from webapp.auth.verify_email import bp as verify_email
from webapp.auth.viewing import bp as viewing

bp = Blueprint("auth", __name__)
ROOMS = (log_in, second_step, passkey, oidc, log_in_link, links, forgot_password, resume, stay, viewing)
MAILED = (factor_reset, not_me, undo_email)
NEWCOMERS = (sign_up, sign_up_check, verify_email, first_proof, identity, invitations, set_up)
for room in (*ROOMS, *MAILED, *NEWCOMERS):
    bp.register_blueprint(room)
