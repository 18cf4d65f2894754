"""Why logging in with a provider did not work."""

from webapp.languages import mark


class ProviderTrouble(Exception):
    """`sentence` is for the person (the page says it), `code` its status, `reason` for the log; no secret is in any of them."""

    def __init__(self, sentence: str, reason: str, code: int = 502) -> None:
        super().__init__(f"{reason}: {sentence}")
        self.sentence, self.reason, self.code = sentence, reason, code


class Stale(ProviderTrouble):
    """An answer that nobody here has asked for, or too late. Nothing of it is looked at, and nothing written."""

    def __init__(self) -> None:
        super().__init__(
            mark("This log-in was not begun here, was finished already, or took longer than ten minutes."), "state", 400
        )
