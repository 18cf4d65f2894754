"""Answering a form: pages in order, what has been answered, what is missing, what may be sent."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from webapp.kinds.group_rows import in_row, row_name
from webapp.kinds.rows import rows_of
from webapp.languages import _
from webapp.models.answer_inputs import PageInputs, answer_inputs
from webapp.models.asking import answers_in_words, asked_with_answers
from webapp.models.definition import AskedQuestion, Definition, Page, Question
from webapp.models.definition_reading import canonical
from webapp.models.definition_settings import Words
from webapp.models.narrowing import Narrowing
from webapp.models.piping import Said, in_markdown, piped
from webapp.models.relevance import relevance, with_calculations
from webapp.models.row_answers import is_settled, typed_rows, without_new_blanks, wrong_in_rows, wrong_with
from webapp.models.rule_breaks import broken_rules
from webapp.models.summary import SummaryPage, summary_page

_NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Progress:
    """ "Page 2 of 4: Your address"."""

    number: int
    of: int
    title: str

    def __str__(self) -> str:
        if not self.title:
            return _("Page %(number)s of %(of)s", number=self.number, of=self.of)
        return _("Page %(number)s of %(of)s: %(title)s", number=self.number, of=self.of, title=self.title)


class Filling:
    """A definition with answers to it: a draft's, or a submission's.

    `answers`: uid → accepted value; null = asked and left blank, missing = never asked. `raw`: uid → as typed.
    """

    def __init__(
        self,
        definition: Definition,
        answers: Mapping[str, Any],
        raw: Mapping[str, Any] = _NOTHING,
        locale: str = "en",
        *,
        today: date,
        is_sent: bool = False,
        narrowing: Narrowing | None = None,
    ) -> None:
        self.definition = definition
        self.answers = answers
        self.raw = raw
        self.locale = locale
        self.today = today
        self.is_sent = is_sent
        relevant = self.relevant = relevance(definition, answers, is_sent=is_sent)
        self.pages = relevant.pages
        self.uids = relevant.uids
        self.relevant_answers = relevant.answers
        self.scope = relevant.scope
        self.rows = relevant.rows
        self.narrowing = narrowing
        if narrowing is not None:
            self._narrow(narrowing)

    def _narrow(self, narrowing: Narrowing) -> None:
        """Ask for some questions only; one whose rule an answer breaks is asked as well."""
        broken = {name.partition("-")[0] for name, _sentence in broken_rules(self.definition, self.relevant, self.locale)}
        questions = (one for page in self.pages for one in page.items if one.uid in self.uids)
        self.uids = frozenset(one.uid for one in questions if one.uid in broken or narrowing.asks(one))
        self.pages = tuple(page for page in self.pages if any(one.uid in self.uids for one in page.items))

    def asks(self, question: Question) -> bool:
        """Whether a question is for this person to answer, where it is shown."""
        return self.narrowing is None or question.uid in self.uids or self.narrowing.asks(question)

    def whole(self) -> "Filling":
        """With every question of the form, for what is sent and compared."""
        if self.narrowing is None:
            return self
        return Filling(self.definition, self.answers, locale=self.locale, today=self.today, is_sent=self.is_sent)

    def _with(self, answers: Mapping[str, Any], raw: Mapping[str, Any]) -> "Filling":
        return Filling(self.definition, answers, raw, self.locale, today=self.today, narrowing=self.narrowing)

    @cached_property
    def asked(self) -> Mapping[str, AskedQuestion]:
        """uid → the question in one language; its words with the answers that they repeat."""
        return asked_with_answers(self.definition, self.locale, self.said)

    @cached_property
    def said(self) -> Said:
        return answers_in_words(self.definition, self.scope, self.locale)

    def words(self, words: Words) -> str:
        """An author's words, as Markdown, with the answers that they repeat."""
        return piped(self.definition.words(words, self.locale), in_markdown(self.said))

    def inputs(self, page: Page, form: Any = None) -> PageInputs:
        """The page's inputs, from a posted form, or else from what the draft holds."""
        compiled = answer_inputs(self.definition, page.uid, self.locale)
        return compiled(self, page, form, self._typed_before(page))

    def _typed_before(self, page: Page) -> dict[str, Any]:
        """An accepted answer is shown back in its normal form; anything else exactly as it was typed."""
        asked = self.asked
        before = {}
        for question in page.items:
            if question.is_group:
                before[question.uid] = typed_rows(asked[question.uid], self.answers.get(question.uid), self.raw.get(question.uid))
            elif self.answers.get(question.uid) is not None:
                before[question.uid] = question.kind.retype(asked[question.uid], self.answers[question.uid])
            elif question.uid in self.raw:
                before[question.uid] = self.raw[question.uid]
        return before

    def prefilled(self, offered: Any) -> "Filling":
        """With values of an address (`?f_…=`), only for questions that the author opened to it and nobody touched."""
        raw = dict(self.raw)
        for question in self.definition.questions:
            if question.prefill and question.uid not in raw and question.uid not in self.answers:
                typed = question.kind.typed(offered, question.uid)
                raw |= {} if typed is None else {question.uid: typed}
        return self._with(self.answers, raw)

    def merged(self, inputs: PageInputs, *, is_done: bool = True) -> "Filling":
        """With a page's inputs, after `validate()`: valid answers set, invalid ones removed, everything typed kept.

        Of a page that the person has not done with, a blank is not yet an answer."""
        asked_here = {field.name for field in inputs.shown}
        kept = {uid: value for uid, value in self.answers.items() if uid not in asked_here}
        new = inputs.answers if is_done else without_new_blanks(self.definition.questions, inputs.answers, self.answers)
        answers = with_calculations(self.definition, {**kept, **new})
        return self._with(answers, {**self.raw, **inputs.raw})

    def is_complete(self, page: Page) -> bool:
        """Whether every question shown on the page was asked, and the required ones answered."""
        return all(self._is_settled(question) for question in page.items if question.uid in self.uids)

    def _is_settled(self, question: Question) -> bool:
        return is_settled(question, self.answers, self.rows)

    def row_answers(self, group: str) -> Mapping[str, Mapping[str, Any]]:
        """Row id → the accepted answers in it, those to questions not asked now too."""
        return {row.id: row.answers for row in rows_of(self.answers.get(group))}

    def first_incomplete(self) -> Page | None:
        """Where the person goes on; None when there is nothing left but to check and send."""
        return next((page for page in self.pages if not self.is_complete(page)), None)

    def is_reachable(self, page: Page) -> bool:
        """Whether no required question before the page is open."""
        if page not in self.pages:
            return False
        before = self.pages[: self.pages.index(page)]
        return all(
            self._is_settled(question)
            for earlier in before
            for question in earlier.items
            if question.required and question.uid in self.uids
        )

    def next_after(self, page: Page) -> Page | None:
        """The page after a good Continue: the same one when it now asks more, the next one, or None after the last."""
        if page in self.pages and not self.is_complete(page):
            return page
        place = self.definition.pages.index(page)
        return next((later for later in self.pages if self.definition.pages.index(later) > place), None)

    def page_before(self, page: Page) -> Page | None:
        place = self.definition.pages.index(page)
        return next((one for one in reversed(self.pages) if self.definition.pages.index(one) < place), None)

    def progress(self, page: Page) -> Progress:
        return Progress(self.pages.index(page) + 1, len(self.pages), self.title_of(page))

    def title_of(self, page: Page) -> str:
        """A page is called by its title, else by its only question."""
        title = piped(self.definition.words(page.title, self.locale), self.said)
        if not title and len(page.items) == 1:
            return self.asked[page.items[0].uid].label
        return title

    def dropped_since(self, before: "Filling") -> tuple[str, ...]:
        """The labels of questions whose answers were to be sent before, and no longer are."""
        gone = [uid for uid, value in before.relevant_answers.items() if value is not None and uid not in self.uids]
        asked = self.asked
        return tuple(asked[uid].label for uid in gone if uid in asked)

    def summary(self, errors: Mapping[str, Mapping[str, str]] = _NOTHING, *, unseen: bool = False) -> tuple[SummaryPage, ...]:
        """Page by page, the questions and their answers as data; `errors` as `check_all` gives them.

        `unseen`: with the values that only staff see."""
        asked = self.asked
        return tuple(
            summary_page(
                page,
                self.title_of(page),
                [(one, asked[one.uid]) for one in page.items if one.uid in self.uids and (unseen or not one.kind.is_unseen)],
                self.relevant_answers,
                errors.get(page.uid, {}),
                self.rows,
            )
            for page in self.pages
        )

    def check_all(self) -> dict[str, dict[str, str]]:
        """Everything again, as at submit: page uid → name of the control → sentence. Empty: it may be sent. The name is
        the question's uid, or in the rows of a group that of one row's control, as `summary` has it."""
        found: dict[str, dict[str, str]] = {}
        for page in self.pages:
            for question in page.items:
                if question.uid in self.uids and question.is_typed:
                    found.setdefault(page.uid, {}).update(self._wrong_with(question))
        for page_uid, broken in self.broken_rules().items():
            found[page_uid] = {**broken, **found.get(page_uid, {})}
        return {uid: wrong for uid, wrong in found.items() if wrong}

    def broken_rules(self) -> dict[str, dict[str, str]]:
        """The rules that do not hold, at the pages of their questions: page uid → name of the control → sentence."""
        found: dict[str, dict[str, str]] = {}
        for name, sentence in broken_rules(self.definition, self.relevant, self.locale):
            at = self.definition.page_of(name.partition("-")[0])
            if at is not None:
                found.setdefault(at.uid, {}).setdefault(name, self._in_row(name, sentence))
        return found

    def _in_row(self, name: str, sentence: str) -> str:
        """A sentence about a control; in the rows of a group it says about which."""
        group, _dash, place = name.partition("-")
        standing = [row.id for row in rows_of(self.relevant_answers.get(group))] if place else []
        asked = self.asked[group]
        return in_row(row_name(asked, standing.index(place.partition("-")[0]) + 1), sentence) if standing else sentence

    def _wrong_with(self, question: Question) -> dict[str, str]:
        asked = self.asked[question.uid]
        if question.is_group:
            return wrong_in_rows(question, asked, self.answers, self.raw, self.rows, self.today)
        sentence = wrong_with(question, asked, self.answers, self.raw, self.today)
        return {question.uid: sentence} if sentence else {}

    def to_send(self) -> dict[str, Any]:
        """The answers of a submission: those to questions that are asked."""
        return dict(self.relevant_answers)

    def picks(self) -> Iterator[tuple[str, str]]:
        """(uid, option key) of everything that was chosen, once for each time."""
        return self.definition.picks(self.relevant_answers)

    def keys(self) -> Iterator[tuple[str, str]]:
        """(uid, k) of indexed questions, for `answer_key`."""
        asked = self.asked
        for uid, value in self.relevant_answers.items():
            question = self.definition.question(uid)
            if question is not None and question.indexed and value is not None:
                for key in dict.fromkeys(question.kind.keys(asked[uid], value)):
                    yield uid, key


def answers_json(answers: Mapping[str, Any]) -> str:
    """Canonical JSON of answers."""
    return canonical(answers)


def answers_sha256(answers: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(answers).encode()).hexdigest()
