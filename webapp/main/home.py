"""The landing page for visitors; for members, what needs them now, what they can fill in and what they sent."""

from flask import Blueprint, render_template
from flask_login import current_user

from webapp.access import public
from webapp.models.form_list import forms_of, listed_forms
from webapp.models.sent import newest_sent, waiting_of

bp = Blueprint("home", __name__)
# More than these stand on pages of their own.
MOST_FORMS = 10
MOST_SENT = 5


@bp.get("/")
@public
def index() -> str:
    if not current_user.is_authenticated:
        return render_template("main/home/landing.html", forms=listed_forms())
    forms = forms_of(current_user)
    sent = newest_sent(current_user)
    return render_template(
        "main/home/index.html",
        drafts=[form for form in forms if form.draft_id is not None],
        waiting=waiting_of(current_user, sent),
        forms=[form for form in forms if form.draft_id is None and form.sent is None and form.opening.is_open],
        sent=sent,
        most_forms=MOST_FORMS,
        most_sent=MOST_SENT,
    )


@bp.get("/about")
@public
def about() -> str:
    return render_template("main/home/about.html")
