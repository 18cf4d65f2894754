"""What `lodge doctor` looks at in each OpenID provider: that it answers, as itself, and can be talked to safely."""

from collections.abc import Iterator
from importlib import import_module
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError

from webapp.config import Config
from webapp.oidc.trouble import ProviderTrouble
from webapp.providers import Provider
from webapp.site import providers

WHERE = "under /admin/settings or in LODGE_OIDC_PROVIDERS"
ANOTHER = "issuer of another"


def check_providers(config: Config) -> Iterator[tuple[str, str]]:
    """(what is wrong, what mends it) of those in force. Each is asked, for a few seconds at most."""
    try:
        found = list(providers().values())
    except SQLAlchemyError:
        return  # told with the database
    if not found and config.login_methods == ("oidc",):
        yield "People can log in with OpenID only, and there is no provider.", f"Add one {WHERE}, or offer passwords again."
    for provider in found:
        if not provider.client_secret:
            yield f"{provider.label} has no client secret, or none that the keys open.", f"Write it down {WHERE}."
        if urlsplit(provider.issuer).scheme != "https":
            yield f"{provider.label} is asked without encryption.", f"Give its https address as the issuer {WHERE}."
        yield from check_answer(provider)


def check_answer(provider: Provider) -> Iterator[tuple[str, str]]:
    # The talk with providers costs half a second of start; whoever has none is spared it.
    directory = import_module("webapp.oidc.directory")
    try:
        directory.discovered(provider)
    except ProviderTrouble as trouble:
        if trouble.reason == ANOTHER:
            yield f"{provider.label} calls itself another issuer than {provider.issuer}.", f"Write it as it calls itself {WHERE}."
            return
        page = provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
        yield (
            f"{provider.label} cannot be asked: {trouble.reason}.",
            f"Check its issuer {WHERE}, and whether this machine reaches {page}",
        )
