"""What keeps a repeatable group from being published, and questions that nobody could tell apart."""

from collections import Counter
from collections.abc import Iterable, Iterator

from webapp.kinds.group_rows import DEFAULT_MAX
from webapp.kinds.wording import quoted
from webapp.languages import _
from webapp.models.definition import Definition, Page, Question
from webapp.models.problem import Problem

# The gate takes 1,000 fields of a page; what every page sends beside its answers, and each row of a group, are among them.
MOST_ON_A_PAGE, BESIDE, BESIDE_A_ROW = 1000, 20, 2


def group_problems(group: Question, definition: Definition) -> Iterator[Problem]:
    name = quoted(definition.words(group.label, definition.settings.language))
    if not any(inner.is_answered for inner in group.items):
        yield Problem(_("Add a question to %(group)s: it is asked once for each", group=name), group.uid)
    yield from alike(group.items, name, group.uid, definition)
    for question in (group, *group.items):
        if question.indexed:
            label = quoted(definition.words(question.label, definition.settings.language))
            several = _("%(question)s cannot be shown in the list: it has several answers in one submission", question=label)
            yield Problem(several, question.uid)
        if question.prefill:
            label = quoted(definition.words(question.label, definition.settings.language))
            nowhere = _("%(question)s cannot be filled in by an address, which does not say in which row", question=label)
            yield Problem(nowhere, question.uid)


def most_fields(question: Question) -> int:
    """How many values a question sends at most; a group in all its rows."""
    if not question.is_group:
        return question.kind.most_controls(question.settings)
    in_a_row = BESIDE_A_ROW + sum(most_fields(inner) for inner in question.items)
    return in_a_row * int(question.settings.get("max", DEFAULT_MAX))


def too_long(page: Page, name: str, definition: Definition) -> Iterator[Problem]:
    """A page that could not be sent once it is full: whoever has filled it in would be turned away."""
    if BESIDE + sum(most_fields(question) for question in page.items) <= MOST_ON_A_PAGE:
        return
    longest = max(page.items, key=most_fields)
    label = quoted(definition.words(longest.label, definition.settings.language))
    if longest.is_group:
        fewer = _("Allow fewer of %(group)s, or ask less of each: %(page)s can grow too long to be sent", page=name, group=label)
        yield Problem(fewer, longest.uid)
    else:
        yield Problem(_("Move some questions of %(page)s to another page: it is too long to be sent", page=name), page.uid)


def alike(questions: Iterable[Question], place: str, uid: str, definition: Definition) -> Iterator[Problem]:
    """Questions with one label at one place: their errors would read the same, and nobody could tell which is meant."""
    labels = Counter(definition.words(one.label, definition.settings.language) for one in questions if one.is_answered)
    for label, times in labels.items():
        if times > 1 and label:
            same = _(
                "Give the %(number)s questions called %(question)s on %(page)s different labels",
                number=times,
                question=quoted(label),
                page=place,
            )
            yield Problem(same, uid)
