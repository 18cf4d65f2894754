"""The WTForms field of a question: it reads its controls, keeps them as typed, and leaves the judging to the kind."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from wtforms import Field
from wtforms.utils import unset_value

from webapp.kinds.group_rows import in_row
from webapp.kinds.wrong import Wrong
from webapp.languages import spoken

if TYPE_CHECKING:
    from webapp.kinds.group_field import RowFields
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
        # Named where the author's words are in another language than the page.
        self.language = "" if asked.language == spoken() else asked.language
        self.other: Any = None
        self.optional = kind.is_typed and not asked.required
        self.raw: Any = None
        self.answer: Any = None
        self.errors: list[str] = []
        # The row of a group that it stands in, for sentences; what is asked there does not know.
        self.row: RowFields | None = None

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

    @property
    def was_taken_away(self) -> bool:
        """Whether a file that was kept is not there any more, of which nobody has heard yet."""
        return False

    @property
    def is_given(self) -> bool:
        """Whether the page had it, or the draft has something for it."""
        return self.raw is not None

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
            self.refuse(wrong.sentence)
            self.point_at(wrong.part)
        return not self.errors

    @property
    def error_id(self) -> str:
        """The control to go to from the error summary."""
        return str(self.id)

    def refuse(self, sentence: str) -> None:
        """An error beside the question; in a row of a group it says in which: "Child 2: Enter the name"."""
        self.errors = [in_row(self.row.title, sentence) if self.row else sentence]

    def point_at(self, part: str | None) -> None:
        """Of a question with several boxes, the one that the error is about."""

    def validate(self, form: Any, extra_validators: Sequence[Any] = ()) -> bool:
        return self.judge(form.today)

    def _value(self) -> str:
        return self.raw if isinstance(self.raw, str) else ""
