"""A page's questions as WTForms inputs, compiled once per version, page and language."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from wtforms import Form

from webapp.kinds.answer_field import AnswerField
from webapp.models.conditions import certainty, fields_of
from webapp.models.definition import AskedQuestion, Definition, Page
from webapp.models.relevance import Relevance, calculated, is_shown, relevance

if TYPE_CHECKING:
    from webapp.models.answering import Filling


class PageInputs(Form):
    """What a person typed on one page. After `validate()`: `answers` holds the accepted values, null for blank ones.

    `raw` is everything as typed, fit to be kept before anything is judged.
    """

    def __init__(self, filling: "Filling", page: Page, form: Any, raw: Mapping[str, Any]) -> None:
        self.filling = filling
        self.page = page
        self.today: date = filling.today
        self.answers: dict[str, Any] = {}
        self.was_asked = frozenset(question.uid for question in page.items) & filling.uids
        self.asked_now = self.was_asked
        self.judged = False
        super().__init__(formdata=form, data=raw)
        for uid, field in self.controls.items():
            if field.kind.is_answered and not field.kind.is_typed:
                field.answer = filling.relevant_answers.get(uid)

    @property
    def controls(self) -> Mapping[str, AnswerField]:
        """uid → bound field, guidance too."""
        return cast("Mapping[str, AnswerField]", self._fields)

    @property
    def shown(self) -> list[AnswerField]:
        """The fields to draw, in order."""
        return [field for uid, field in self.controls.items() if uid in self.asked_now]

    @property
    def has_files(self) -> bool:
        """Whether the page has to be sent in parts."""
        return any(field.takes_files for field in self.shown)

    @property
    def raw(self) -> dict[str, Any]:
        """uid → as typed. A question that was on the page and sent nothing (an unticked box) was left blank: ""."""
        return {
            uid: "" if field.raw is None else field.raw
            for uid, field in self.controls.items()
            if field.kind.is_typed and (field.raw is not None or uid in self.was_asked)
        }

    def validate(self, extra_validators: Any = None) -> bool:
        """Judge question by question, each shown or not by the answers before it, those on this page included."""
        self.answers = {}
        effective = dict(self.filling.relevant_answers)
        for question in self.page.items:
            effective.pop(question.uid, None)
        asked = set()
        for question in self.page.items:
            if is_shown(question.show, self.filling.definition, effective):
                asked.add(question.uid)
                self._judge(question.uid, effective)
                if question.uid in self.answers:
                    effective[question.uid] = self.answers[question.uid]
        self.asked_now = frozenset(asked)
        self._keep_rules(effective)
        return not any(field.errors for field in self.controls.values())

    def _judge(self, uid: str, effective: Mapping[str, Any]) -> None:
        """One that an answer on this very page made relevant was not there yet: it is asked next, without error."""
        field, definition = self.controls[uid], self.filling.definition
        question = definition.question(uid)
        if question and question.is_answered and not question.is_typed:
            self.answers[uid] = field.answer = calculated(question, definition, effective)
        if not field.kind.is_typed or (field.raw is None and uid not in self.was_asked):
            return
        if field.judge(self.today):
            self.answers[uid] = field.answer

    def _keep_rules(self, effective: Mapping[str, Any]) -> None:
        definition = self.filling.definition
        if not definition.rules:
            return
        for uid, sentence in broken_rules(definition, relevance(definition, effective), self.filling.locale):
            field = self.controls.get(uid)
            if field is not None and uid in self.answers:
                field.errors = [sentence]
                del self.answers[uid]


def broken_rules(definition: Definition, relevant: Relevance, locale: str) -> list[tuple[str, str]]:
    """(uid, sentence) of each rule that does not hold. It is silent while a question of it was not reached yet, where the
    question that it stands at is hidden, and where it hangs on a comparison with what was left blank."""
    reached, answers = relevant.answers.keys(), relevant.answers
    return [
        (rule.at, definition.words(rule.message, locale))
        for rule in definition.rules
        if rule.at in relevant.uids
        and all(uid in reached or uid not in relevant.uids for uid in fields_of(rule.condition))
        and certainty(rule.condition, answers, definition.kinds) is False
    ]


@lru_cache(maxsize=512)
def answer_inputs(definition: Definition, page_uid: str, locale: str) -> type[PageInputs]:
    """The class of inputs of a page. Its control names are the questions' uids (`f_…`), never words of the author's:
    a WTForms field called `validate` would make the form accept everything."""
    page = definition.page(page_uid)
    asked = asked_questions(definition, locale)
    fields = {question.uid: question.kind.field(asked[question.uid]) for question in page.items} if page else {}
    return type("PageInputs", (PageInputs,), fields)


@lru_cache(maxsize=512)
def asked_questions(definition: Definition, locale: str) -> Mapping[str, AskedQuestion]:
    """uid → the question in one language."""
    return {question.uid: question.in_language(locale) for question in definition.questions}
