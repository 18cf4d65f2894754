"""A reason why a form cannot be published, in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`uid`: the page, question or rule to mend; "" for the form itself."""

    sentence: str
    uid: str = ""
