"""Why a mail has not left: stored as a key with what it is about, said in the language of whoever reads it."""

from dataclasses import dataclass

from webapp.languages import _, mark

# What the server or the machine said itself is quoted as it was said. No password is among it.
SENTENCES = {
    "login-refused": mark("The mail server %(server)s refuses the name or password: %(said)s"),
    "recipient-refused": mark("The mail server %(server)s refuses this recipient: %(said)s"),
    "mail-refused": mark("The mail server %(server)s refuses the mail: %(said)s"),
    "not-offered": mark("The mail server %(server)s does not offer what is needed: %(said)s"),
    "hung-up": mark("The mail server %(server)s ended the connection."),
    "no-secret": mark("The mail server %(server)s could not be spoken to in secret: %(said)s"),
    "silent": mark("The mail server %(server)s did not answer within %(said)s seconds."),
    "unreachable": mark("The mail server %(server)s cannot be reached: %(said)s."),
    "no-address": mark("This is no address that mail can be sent to: %(said)s"),
    "unsendable": mark("This mail cannot be sent: %(said)s"),
}
NOWHERE = "-"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One of SENTENCES; `server` is host:port."""

    key: str
    server: str = NOWHERE
    said: str = ""

    def __str__(self) -> str:
        """As it is stored, and read by `trouble_in_words`."""
        return f"{self.key} {self.server} {self.said}".rstrip()


def trouble_in_words(stored: str) -> str:
    """What an administrator can do something about. What was stored as a sentence, before there were keys, stays one."""
    key, _space, rest = stored.partition(" ")
    server, _space, said = rest.partition(" ")
    return _(SENTENCES[key], server=server, said=said) if key in SENTENCES else stored
