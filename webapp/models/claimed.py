"""What a provider has said about somebody, once it has been checked that the provider said it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Claimed:
    """(issuer, subject) is who they are; the rest is hearsay. `proven_at`: when they last showed the provider who they are."""

    issuer: str
    subject: str
    label: str
    email: str = ""
    has_proven_email: bool = False
    name: str = ""
    groups: tuple[str, ...] = ()
    proven_at: datetime | None = None

    @property
    def shown_as(self) -> str:
        """How a page calls them: at best by their address there."""
        return (self.email or self.name or self.subject)[:254]
