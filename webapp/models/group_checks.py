"""What keeps a repeatable group from being published, and questions that nobody could tell apart."""

from collections import Counter
from collections.abc import Iterable, Iterator

from webapp.kinds.wording import quoted
from webapp.languages import _
from webapp.models.definition import Definition, Question
from webapp.models.problem import Problem


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
