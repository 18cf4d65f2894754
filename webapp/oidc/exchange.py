"""To the provider and back: the address to send a browser to, and the code that it comes back with made a person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from authlib.common.errors import AuthlibBaseError
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from requests import RequestException

from webapp.inputs import cleaned, is_email
from webapp.languages import mark
from webapp.models.claimed import Claimed
from webapp.oidc.directory import metadata_of
from webapp.oidc.id_token import checked, proven_at
from webapp.oidc.line import AWAY, ODD, Client, document
from webapp.oidc.trouble import ProviderTrouble
from webapp.providers import Provider

SCOPE = "openid email profile"
REFUSED = {"access_denied": mark("You did not log in there, or it does not let you in here.")}
MOST_GROUPS = 500
# Authlib says nothing of its types.
client_class: Any = Client


@dataclass(frozen=True, slots=True)
class Secrets:
    """What only the browser that began knows: it comes back in the answer, in the token, and proves the code ours."""

    state: str
    nonce: str
    verifier: str


def address_to_leave_for(provider: Provider, secrets: Secrets, back: str, *, must_prove: bool = False) -> str:
    """Where the browser goes. `must_prove`: whoever is logged in there has to show it anew."""
    endpoint = metadata_of(provider)["authorization_endpoint"]
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": SCOPE,
        "state": secrets.state,
        "nonce": secrets.nonce,
        "code_challenge": create_s256_code_challenge(secrets.verifier),
        "code_challenge_method": "S256",
    }
    if must_prove:
        asked |= {"prompt": "login", "max_age": "0"}
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"


def check_answer(provider: Provider, answer: dict[str, str]) -> str:
    """The code out of the provider's answer. Raises ProviderTrouble for a refusal, or for the answer of another one."""
    metadata = metadata_of(provider)
    issuer = answer.get("iss")
    # RFC 9207: whose answer it is, so that one provider cannot pass on the code of another.
    if issuer not in {None, provider.issuer} or (issuer is None and is_announced(metadata)):
        raise ProviderTrouble(ODD, "answer of another")
    if "error" in answer:
        is_refused = answer["error"] in REFUSED
        raise ProviderTrouble(REFUSED.get(answer["error"], ODD), f"answered {answer['error'][:40]}", 403 if is_refused else 502)
    if not answer.get("code"):
        raise ProviderTrouble(ODD, "no code")
    return answer["code"]


def is_announced(metadata: dict[str, Any]) -> bool:
    return metadata.get("authorization_response_iss_parameter_supported") is True


def person_behind(provider: Provider, code: str, secrets: Secrets, back: str, *, since: datetime | None = None) -> Claimed:
    """Whom the provider names for this code. Raises ProviderTrouble."""
    # No leeway: an access token that lives for a minute is good enough to be used at once.
    with client_class(provider.client_id, provider.client_secret, redirect_uri=back, leeway=0) as client:
        token = exchanged(client, provider, code, secrets.verifier)
        access_token = token.get("access_token")
        claims = checked(token.get("id_token"), provider, nonce=secrets.nonce, access_token=access_token, since=since)
        return claimed(provider, claims | told_besides(client, provider, claims))


def exchanged(client: Client, provider: Provider, code: str, verifier: str) -> dict[str, Any]:
    metadata = metadata_of(provider)
    client.token_endpoint_auth_method = way_to_authenticate(provider, metadata)
    address = metadata["token_endpoint"]
    try:
        found = client.fetch_token(address, grant_type="authorization_code", code=code, code_verifier=verifier)
    except RequestException as error:
        raise ProviderTrouble(AWAY, type(error).__name__) from error
    except AuthlibBaseError as error:
        raise ProviderTrouble(ODD, f"token: {str(error.error)[:40]}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise ProviderTrouble(ODD, "token: no JSON") from error
    return dict(found)


def way_to_authenticate(provider: Provider, metadata: dict[str, Any]) -> str:
    if not provider.client_secret:
        return "none"
    ways = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return "client_secret_basic" if "client_secret_basic" in ways else "client_secret_post"


def told_besides(client: Client, provider: Provider, claims: dict[str, Any]) -> dict[str, Any]:
    """What the token leaves out, from the provider's page about the person; it must be the same person."""
    needed = {"email", provider.group_claim} if provider.groups or provider.roles else {"email"}
    address = metadata_of(provider).get("userinfo_endpoint")
    if address is None or needed <= claims.keys() or not client.token:
        return {}
    wanted = {"name", "preferred_username", *needed} - claims.keys()
    try:
        found = document(client, address)
    except AuthlibBaseError as error:
        raise ProviderTrouble(ODD, "page about the person") from error
    if found.get("sub") != claims["sub"]:
        raise ProviderTrouble(ODD, "page about another person")
    told = {name: found[name] for name in wanted if name in found}
    # An address and whether it is proven belong together, wherever they are told.
    if "email" in told:
        told["email_verified"] = found.get("email_verified", provider.is_trusted)
    return told


def claimed(provider: Provider, claims: dict[str, Any]) -> Claimed:
    email = line(claims.get("email"), 254)
    email = email if is_email(email) else ""
    is_proven = claims.get("email_verified", provider.is_trusted) is True
    name = line(claims.get("name"), 200) or line(claims.get("preferred_username"), 200) or email.partition("@")[0]
    groups = claims.get(provider.group_claim) if provider.group_claim else None
    return Claimed(
        issuer=provider.issuer,
        subject=claims["sub"],
        label=provider.label,
        email=email,
        has_proven_email=bool(email) and is_proven,
        name=name,
        groups=tuple(one for one in groups[:MOST_GROUPS] if isinstance(one, str)) if isinstance(groups, list) else (),
        proven_at=proven_at(claims),
    )


def line(value: Any, longest: int) -> str:
    """A claim as a line of text; nothing where it is none."""
    if not isinstance(value, str):
        return ""
    return (cleaned("".join(one for one in value if one.isprintable())) or "")[:longest]
