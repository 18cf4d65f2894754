"""OpenID providers: by whom people log in, added, changed, removed. The environment's are shown and locked."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, render_template
from flask_login import current_user

from webapp.access import ensure_confirmed, needs
from webapp.access.sealed import sealing
from webapp.admin.provider_inputs import ProviderInputs, shown
from webapp.database import writing
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.models.permissions import Refused
from webapp.models.provider_setting import put_provider, remove_provider
from webapp.providers import Provider
from webapp.responses import see_other, status
from webapp.site import forget_settings, public_address, stored_providers

bp = Blueprint("providers", __name__, url_prefix="/providers")


@bp.get("")
@needs("settings:read")
def index() -> str:
    fixed = current_app.config["LODGE"].oidc_providers
    return render_template("admin/providers/index.html", fixed=fixed, stored=stored_providers())


@bp.route("/new", methods=["GET", "POST"])
@needs("settings:write")
def new() -> Any:
    ensure_confirmed()
    inputs = ProviderInputs()
    if inputs.validate_on_submit():
        if any(one.slug == inputs.slug.data for one in stored_providers()):
            inputs.refuse("slug", _("Another provider has that name in addresses. Enter a different one."))
        elif save(inputs, inputs.slug.data or ""):
            return see_other(".index")
    return render_template("admin/providers/new.html", inputs=inputs), status(inputs)


@bp.route("/<slug>", methods=["GET", "POST"])
@needs("settings:write")
def edit(slug: str) -> Any:
    provider = provider_called(slug)
    ensure_confirmed()
    inputs = ProviderInputs(data=shown(provider))
    del inputs.slug
    # The stored secret is for the issuer that has it: another one would be told it with the first log-in.
    kept = provider.client_secret if inputs.issuer.data == provider.issuer else ""
    if inputs.validate_on_submit() and save(inputs, slug, kept):
        return see_other(".index")
    back = public_address("auth.oidc.callback", slug=slug)
    return render_template("admin/providers/edit.html", inputs=inputs, provider=provider, back=back), status(inputs)


@bp.route("/<slug>/remove", methods=["GET", "POST"])
@needs("settings:write")
def remove(slug: str) -> Any:
    provider = provider_called(slug)
    ensure_confirmed()
    inputs = Inputs()
    if inputs.validate_on_submit():
        with writing():
            remove_provider(slug, by=current_user)
        forget_settings()
        flash(_("Nobody logs in with %(provider)s any more.", provider=provider.label), "good")
        return see_other(".index")
    return render_template("admin/providers/remove.html", provider=provider), status(inputs)


def provider_called(slug: str) -> Provider:
    """One of the table's; the environment's are changed where the portal runs."""
    found = next((one for one in stored_providers() if one.slug == slug), None)
    if found is None:
        abort(404)
    return found


def save(inputs: ProviderInputs, slug: str, kept_secret: str = "") -> bool:
    """Store it, or say on the page why not."""
    try:
        provider = inputs.provider(slug, kept_secret)
        with writing():
            put_provider(provider, sealing(), by=current_user)
    except ValueError as error:
        inputs.refuse("issuer", str(error))
        return False
    except Refused as refused:
        inputs.refuse("roles" if refused.rule == "R2" else "issuer", refused.sentence)
        return False
    forget_settings()
    flash(_("%(name)s: saved.", name=provider.label), "good")
    return True
