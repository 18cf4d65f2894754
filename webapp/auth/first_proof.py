"""With what a new person will log in: the password that they chose, or the passkey that they made, behind a one-time link."""

import hashlib
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, jsonify, session, url_for
from flask_login import current_user

from webapp.access import ensure, passkeys, public
from webapp.access.codes_shown import keep_for_showing
from webapp.access.links import kept_link, kept_token, no_longer_valid
from webapp.access.tries import tries
from webapp.auth.entering import let_in, way_in
from webapp.auth.inputs import FirstNameInputs, WelcomeInputs
from webapp.languages import _, mark
from webapp.models import password, recovery_code
from webapp.models.browser_words import browser_in_words
from webapp.models.passkey_acts import bind_first, is_first_use
from webapp.models.passkey_words import Created, creation_options
from webapp.models.user import User
from webapp.site import has_passwords, login_methods, providers

bp = Blueprint("first_proof", __name__)
NOT_ALONE = mark("That passkey cannot log you in by itself. Make it on another device, or choose a password.")


@dataclass(frozen=True, slots=True)
class FirstProof:
    """Ready to be stored: what was slow about it is done."""

    methods: str
    password_hash: str | None = None
    created: Created | None = None
    challenge: bytes = b""
    handle: bytes = b""
    seed: bytes = b""
    hashes: tuple[str, ...] = ()

    def is_usable(self, inputs: WelcomeInputs) -> bool:
        """Whether its challenge is answered for the first time; inside `writing()`, before anything else is used up."""
        if self.created is None or is_first_use(self.challenge, tries()):
            return True
        inputs.refuse("credential", _(passkeys.WRONG))
        return False

    def admit(self, user: User) -> None:
        """Bind it to the new person and, unless they have to wait, let them in; inside `writing()`."""
        if self.created is not None:
            name = browser_in_words(current_user.origin.user_agent)
            bind_first(user, self.created, self.handle, name, list(self.hashes), by=current_user)
        if user.status != "pending":
            let_in(user, methods=self.methods)

    def way_on(self) -> str:
        """Where to next: a passkey brings recovery codes, which are shown first."""
        way = way_in()
        if not self.hashes:
            return way
        session["back"] = way
        keep_for_showing(self.seed)
        return url_for("account.recovery_codes.show")


def has_passkeys() -> bool:
    """Whether somebody can sign up with a passkey in this browser."""
    return "passkey" in login_methods() and passkeys.why_not() is None


def first_ways() -> dict[str, Any]:
    """With what a new person can log in, for the page."""
    return {"has_passwords": has_passwords(), "has_passkeys": has_passkeys(), "providers": list(providers().values())}


@bp.post("/signup/passkey")
@public
def options() -> Any:
    """What the browser is asked to make for whoever holds a link; nobody exists yet, and nothing is stored."""
    link = kept_link("signup", "invitation")
    if link is None or current_user.is_authenticated:
        return no_longer_valid()
    ensure(has_passkeys())
    name, email = FirstNameInputs().name.data or "", address_of(link.bound_to, link.address_key)
    challenge = passkeys.new_challenge(purpose())
    return jsonify(creation_options(passkeys.party(), challenge, handle(), email, name or email, [], must_stand_alone=True))


def address_of(bound_to: dict[str, Any], address_key: str | None) -> str:
    return str(bound_to.get("email") or address_key or "")


def handle() -> bytes:
    """By what authenticators will know the person: grown from the link's token, of which only another hash is stored."""
    return hashlib.sha512(f"passkey handle:{kept_token()}".encode()).digest()


def purpose() -> str:
    """A challenge is for one link: the passkey of another would have another handle."""
    return f"first {hashlib.sha256(kept_token().encode()).hexdigest()}"


def first_proof(inputs: WelcomeInputs) -> FirstProof | None:
    """The slow half, before `writing()`; None when the page says why not."""
    if not inputs.credential.data:
        ensure(has_passwords())
        return FirstProof("password", password_hash=password.make_hash(inputs.password.data or ""))
    ensure(has_passkeys())
    found = passkeys.created(inputs.credential.data, purpose(), must_stand_alone=True)
    if found is None or not found[0].is_complete:
        inputs.refuse("credential", _(passkeys.WRONG if found is None else NOT_ALONE))
        return None
    seed = recovery_code.new_seed()
    hashes = tuple(recovery_code.hashes_of(recovery_code.codes_of(seed)))
    return FirstProof("passkey", None, *found, handle(), seed, hashes)
