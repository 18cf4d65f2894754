"""The token that says who somebody is: believed when each of its parts is as OpenID Connect Core, 3.1.3.7, wants it."""

from datetime import UTC, datetime
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jws, jwt
from joserfc.errors import JoseError

from webapp.clock import now
from webapp.languages import mark
from webapp.models.identity import LONGEST_SUBJECT
from webapp.oidc.directory import key_of
from webapp.oidc.line import ODD
from webapp.oidc.trouble import ProviderTrouble
from webapp.providers import Provider

# None of them can be made with what everybody knows: no "none", no HMAC.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]
LEEWAY = 60


def checked(token: Any, provider: Provider, *, nonce: str, access_token: Any, since: datetime | None = None) -> dict[str, Any]:
    """Its claims. `since`: the person must have shown the provider who they are after that. Raises ProviderTrouble."""
    try:
        header: dict[str, Any] = jws.extract_compact(str(token).encode()).headers()
        if header.get("alg") not in ALGORITHMS:
            raise ProviderTrouble(ODD, "algorithm")
        decoded = jwt.decode(str(token), key_of(provider, header), algorithms=ALGORITHMS)
        claims = CodeIDToken(
            decoded.claims,
            dict(decoded.header),
            options={
                "iss": {"essential": True, "value": provider.issuer},
                "aud": {"essential": True, "value": provider.client_id},
            },
            params={"client_id": provider.client_id, "nonce": nonce, "access_token": access_token},
        )
        claims.validate(now=int(now().timestamp()), leeway=LEEWAY)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ProviderTrouble(ODD, f"ID token: {type(error).__name__}") from error
    check_subject(claims)
    if since is not None:
        check_proof(claims, since)
    return dict(claims)


def check_subject(claims: dict[str, Any]) -> None:
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT or not subject.isprintable():
        raise ProviderTrouble(ODD, "subject")


def check_proof(claims: dict[str, Any], since: datetime) -> None:
    """Asked to show who they are anew, they have: not earlier, and not in the future."""
    proven = proven_at(claims)
    if proven is None or proven.timestamp() < since.timestamp() - LEEWAY or proven.timestamp() > now().timestamp() + LEEWAY:
        raise ProviderTrouble(mark("The provider did not ask you who you are again, so this does not count."), "old proof")


def proven_at(claims: dict[str, Any]) -> datetime | None:
    """When the person last showed the provider who they are, if it says so."""
    moment = claims.get("auth_time")
    if isinstance(moment, bool) or not isinstance(moment, (int, float)) or not 0 <= moment < 2**40:
        return None
    return datetime.fromtimestamp(int(moment), UTC)
