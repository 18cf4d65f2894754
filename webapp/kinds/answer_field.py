"""The WTForms field of a question: it reads its controls, keeps them as typed, and leaves the judging to the kind."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from wtforms import Field
from wtforms.utils import unset_value

from webapp.kinds.wrong import Wrong

if TYPE_CHECKING:
    from webapp.kinds.kind import Asked, Kind


class AnswerField(Field):
    """`raw` is what was typed, `answer` what was accepted. Drawn by macros, never by a widget.

    Bind it from a posted form, or give the raw value as data.
    """

    # Whether the page has to be sent in parts.
    takes_files = False

    def __init__(self, kind: "Kind", asked: "Asked", **options: Any) -> None:
        super().__init__(asked.label, **options)
        self.kind = kind
        self.asked = asked
        self.control = kind.control(asked)
        self.drawing = kind.drawing(asked)
        self.other: Any = None
        self.optional = kind.is_typed and not asked.required
        self.raw: Any = None
        self.answer: Any = None
        self.errors: list[str] = []

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Sequence[Any] | None = None) -> None:
        """Read the controls, or take raw data. `None` means that the page did not have them."""
        if formdata is not None:
            self.raw = self.kind.typed(formdata, self.name)
        else:
            self.raw = None if data is unset_value else data
        self.data = self.drawn()

    @property
    def has_unfit(self) -> bool:
        """Whether a file that came for it was not kept."""
        return False

    def drawn(self) -> Any:
        """What the macro draws into the control."""
        return self.raw

    def judge(self, today: date) -> bool:
        """Accept what was typed as `answer`, or say in `errors` how to mend it."""
        self.errors = []
        try:
            self.answer = self.kind.parse(self.asked, self.raw, today)
        except Wrong as wrong:
            self.answer = None
            self.errors = [wrong.sentence]
            self.point_at(wrong.part)
        return not self.errors

    @property
    def error_id(self) -> str:
        """The control to go to from the error summary."""
        return str(self.id)

    def point_at(self, part: str | None) -> None:
        """Of a question with several boxes, the one that the error is about."""

    def validate(self, form: Any, extra_validators: Sequence[Any] = ()) -> bool:
        return self.judge(form.today)

    def _value(self) -> str:
        return self.raw if isinstance(self.raw, str) else ""
