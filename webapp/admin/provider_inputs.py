"""What administrators type about an OpenID provider."""

from typing import Any

from wtforms import BooleanField, PasswordField, TextAreaField
from wtforms.validators import DataRequired, Length, Regexp

from webapp.inputs import Inputs, Text
from webapp.languages import _, _l
from webapp.providers import SLUG, Provider, provider_of

LONG = _l("Use 255 characters or fewer.")


class ProviderInputs(Inputs):
    """One provider; what the fields make together is checked by `provider`."""

    label = Text(_l("Name"), [DataRequired(_l("Enter a name.")), Length(max=60, message=_l("Use 60 characters or fewer."))])
    slug = Text(
        _l("Name in addresses"),
        [
            DataRequired(_l("Enter a name for addresses.")),
            Regexp(f"^{SLUG.pattern}$", message=_l("Use small letters, digits and hyphens.")),
        ],
        description=_l("Small letters, digits and hyphens. It cannot be changed later."),
    )
    issuer = Text(
        _l("Issuer"),
        [DataRequired(_l("Enter the issuer.")), Length(max=255, message=LONG)],
        description=_l("As the provider writes it, for example https://login.example.org."),
    )
    client_id = Text(_l("Client id"), [DataRequired(_l("Enter the client id.")), Length(max=255, message=LONG)])
    client_secret = PasswordField(_l("Client secret"), [Length(max=512, message=_l("Use 512 characters or fewer."))])
    trusted = BooleanField(
        _l("Trust its word"),
        description=_l("It then counts as both steps of a log-in. Only where the provider asks for two itself."),
    )
    group_claim = Text(
        _l("Claim that holds groups"), [Length(max=100, message=_l("Use 100 characters or fewer."))], default="groups"
    )
    groups = TextAreaField(_l("Groups there and here"), description=_l("One a line: engineers = Engineering"))
    roles = TextAreaField(_l("Groups there and roles here"), description=_l("One a line: front-desk = staff"))

    def provider(self, slug: str, kept_secret: str = "") -> Provider:
        """What was typed. Raises ValueError with a sentence."""
        given: dict[str, Any] = {name: self[name].data or "" for name in ("label", "issuer", "client_id", "group_claim")}
        given |= {"groups": pairs(self.groups.data or ""), "roles": pairs(self.roles.data or "")}
        secret = self.client_secret.data or kept_secret
        return provider_of(given | {"slug": slug, "client_secret": secret, "trusted": bool(self.trusted.data)})


def pairs(typed: str) -> dict[str, str]:
    """`there = here` on each line. Raises ValueError with a sentence."""
    found = {}
    for line in filter(None, map(str.strip, typed.splitlines())):
        there, is_one, here = (part.strip() for part in line.partition("="))
        if not is_one or not there or not here:
            raise ValueError(_("Write each line as: there = here. This one is not: %(line)s", line=line[:80]))
        found[there] = here
    return found


def shown(provider: Provider) -> dict[str, Any]:
    """What the fields hold when a provider is changed; never its secret."""
    values: dict[str, Any] = {name: getattr(provider, name) for name in ("label", "issuer", "client_id", "group_claim")}
    maps = {name: "\n".join(f"{a} = {b}" for a, b in getattr(provider, name).items()) for name in ("groups", "roles")}
    return values | maps | {"trusted": provider.is_trusted}
