"""What a person does about the browsers that they trust."""

from webapp.models.event import Event
from webapp.models.own_account import own
from webapp.models.person import Person
from webapp.models.trusted_device import TrustedDevice


def end_trust(by: Person, device_id: int | None = None) -> bool:
    """Ask for the second step again in one's own browsers, or in one; False when there was none."""
    user = own(by)
    is_done = TrustedDevice.forget(user.id, device_id)
    if is_done:
        Event.record(by=by, action="user.trust_ended", target=user, fields=("trusted_devices",))
    return is_done
