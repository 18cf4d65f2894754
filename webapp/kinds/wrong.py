"""The refusal of an answer: what every kind raises, and every field shows."""


class Wrong(Exception):
    """A sentence that says how to mend the answer, and the box that it is about ("day", "month", "year")."""

    def __init__(self, sentence: str, part: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.part = part
