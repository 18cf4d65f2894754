"""What keeps a draft from being published: said in words, with the place to mend it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from webapp.kinds.wording import joined, quoted
from webapp.languages import _, ngettext
from webapp.models.calculation_checks import calculation_problems, has_size, is_number
from webapp.models.conditions import ORDERED_TEXTS, All, Compare, Condition, Not, Some, fields_of
from webapp.models.definition import Definition, Page, Question
from webapp.models.expressions import Answer, Literal, uids_of
from webapp.models.group_checks import alike, group_problems, too_long
from webapp.models.piping_checks import piping_problems
from webapp.models.problem import Problem

MOST_INDEXED = 8


def before_publishing(definition: Definition) -> tuple[Problem, ...]:
    """Everything that must be mended first; empty when the form may be published."""
    return (
        *_form(definition),
        *(problem for page in definition.pages for problem in _page(page, definition)),
        *(problem for question in definition.every_question for problem in _question(question, definition)),
        *(problem for question in definition.questions if question.is_group for problem in group_problems(question, definition)),
        *_conditions(definition),
        *_cycles(definition),
        *_rules(definition),
        *(Problem(sentence, uid) for sentence, uid in (*calculation_problems(definition), *piping_problems(definition))),
    )


def _form(definition: Definition) -> Iterator[Problem]:
    if not definition.title:
        yield Problem(_("Enter a title for the form"))
    if not any(question.is_answered for question in definition.questions):
        yield Problem(_("Add a question: a form without any cannot be filled in"))
    indexed = sum(question.indexed for question in definition.every_question)
    if indexed > MOST_INDEXED:
        yield Problem(_("Show at most %(most)s questions in the list; %(ticked)s are ticked", most=MOST_INDEXED, ticked=indexed))


def _page(page: Page, definition: Definition) -> Iterator[Problem]:
    name = _page_name(page, definition)
    if not page.items and not page.text:
        yield Problem(_("Add a question to %(page)s, or remove the page", page=name), page.uid)
    yield from alike(page.items, name, page.uid, definition)
    yield from too_long(page, name, definition)


def _question(question: Question, definition: Definition) -> Iterator[Problem]:
    label, page = _label(question, definition), _place(question, definition)
    if question.is_answered and not label:
        yield Problem(_("Enter a label for the question on %(page)s", page=page), question.uid)
    if question.kind_name == "guidance" and not question.settings.get("text"):
        yield Problem(_("Enter the text of the guidance on %(page)s", page=page), question.uid)
    if question.indexed and question.kind_name in {"long_text", "guidance", "signature"}:
        long = _("%(question)s cannot be shown in the list: its answers are too long to sort", question=quoted(label))
        yield Problem(long, question.uid)
    if question.kind_name in {"choice", "choices", "ranking"}:
        yield from _options(question, label, definition)
    if question.kind_name == "likert" and not all(question.settings.get(part) for part in ("statements", "scale")):
        yield Problem(_("Add statements and answers to %(question)s", question=quoted(label)), question.uid)


def _options(question: Question, label: str, definition: Definition) -> Iterator[Problem]:
    options, name = question.settings.get("options", []), quoted(label)
    if len(options) < (1 if question.kind_name == "choices" else 2):
        yield Problem(_("Add options to %(question)s", question=name), question.uid)
    words = Counter(definition.words(option.get("label", {}), definition.settings.language) for option in options)
    if words[""]:
        yield Problem(_("Enter a label for each option of %(question)s", question=name), question.uid)
    for text, times in words.items():
        if times > 1 and text:
            same = _(
                "Give the %(number)s options called “%(option)s” of %(question)s different labels",
                number=times,
                option=text,
                question=name,
            )
            yield Problem(same, question.uid)
    free = sum(1 for option in options if not option.get("exclusive"))
    if question.settings.get("min", 0) > free:
        few = ngettext(
            "Ask for fewer ticks under %(question)s: it has %(num)s options",
            "Ask for fewer ticks under %(question)s: it has %(num)s options",
            free,
            question=name,
        )
        yield Problem(few, question.uid)


def _conditions(definition: Definition) -> Iterator[Problem]:
    """A condition, or a calculation, speaks of questions that come before it; a condition of values that they can have."""
    earlier: dict[str, Question] = {}
    for page in definition.pages:
        yield from _about(
            page.show, _("The condition of %(part)s", part=_page_name(page, definition)), page.uid, earlier, definition
        )
        for question in page.items:
            yield from _condition(question, earlier, definition)
            # A question in a row looks at those before it in the row; when the group is whole, so may all the others.
            inside = dict(earlier)
            for inner in question.items:
                yield from _condition(inner, inside, definition)
                inside[inner.uid] = inner
            earlier |= {**inside, question.uid: question}


def _condition(question: Question, earlier: Mapping[str, Question], definition: Definition) -> Iterator[Problem]:
    part = quoted(_label(question, definition) or question.uid)
    name = _("The condition of %(part)s", part=part)
    yield from _about(question.show, name, question.uid, earlier, definition)
    asked, name = uids_of(definition.calc.get(question.uid)), _("The calculation of %(part)s", part=part)
    yield from _fields(asked, name, question.uid, earlier, definition)


def _about(
    condition: Condition | None, name: str, uid: str, earlier: Mapping[str, Question], definition: Definition
) -> Iterator[Problem]:
    yield from _fields(fields_of(condition), name, uid, earlier, definition)
    for comparison in _comparisons(condition):
        yield from _comparison(comparison, name, uid, definition)


def _fields(
    uids: Iterable[str], name: str, uid: str, earlier: Mapping[str, Question], definition: Definition
) -> Iterator[Problem]:
    for asked in dict.fromkeys(uids):
        question = definition.question(asked)
        if question is None:
            yield Problem(_not_there(name, asked), uid)
        elif not question.is_answered:
            yield Problem(_("%(name)s asks about a guidance text, which has no answer", name=name), uid)
        elif asked not in earlier:
            label = quoted(_label(question, definition))
            late = _("%(name)s asks about %(question)s, which does not come before it", name=name, question=label)
            yield Problem(late, uid)


def _comparisons(condition: Condition | None) -> Iterator[Compare]:
    match condition:
        case All(parts) | Some(parts):
            for part in parts:
                yield from _comparisons(part)
        case Not(part):
            yield from _comparisons(part)
        case Compare():
            yield condition


def _comparison(comparison: Compare, name: str, uid: str, definition: Definition) -> Iterator[Problem]:
    question = definition.question(comparison.left.uid) if isinstance(comparison.left, Answer) else None
    if question is None:
        return
    label = quoted(_label(question, definition))
    if comparison.op in {"lt", "le", "gt", "ge"} and not has_size(question.kind_name):
        size = _("%(name)s compares %(question)s by size, which only numbers, dates and times have", name=name, question=label)
        yield Problem(size, uid)
    for value in _several(comparison.right.value) if isinstance(comparison.right, Literal) else ():
        if not _can_be(question, value):
            never = _(
                "%(name)s asks for an answer that %(question)s cannot have (%(value)s)", name=name, question=label, value=value
            )
            yield Problem(never, uid)


def _can_be(question: Question, value: Any) -> bool:
    """Whether an answer to a question could ever equal a value."""
    if "options" in question.settings:
        return value in {option["key"] for option in question.settings["options"]}
    if question.kind_name in {"yes_no", "consent"}:
        return isinstance(value, bool)
    if is_number(question.kind_name):
        return isinstance(question.kind.comparable(value), Decimal)
    if question.kind_name in ORDERED_TEXTS:
        return isinstance(value, str) and ORDERED_TEXTS[question.kind_name].fullmatch(value) is not None
    return isinstance(value, str)


def _several(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _cycles(definition: Definition) -> Iterator[Problem]:
    """Questions that wait for each other. Iterative, each question walked once: 300 may form one chain."""
    waits = {
        question.uid: [
            # A group's own condition is not waited for twice.
            *dict.fromkeys((*fields_of(page.show), *fields_of(outer.show), *fields_of(question.show))),
            *uids_of(definition.calc.get(question.uid)),
        ]
        for page in definition.pages
        for outer in page.items
        for question in (outer, *outer.items)
    }
    done: set[str] = set()
    for start, first in waits.items():
        path = {start: iter(first)} if start not in done else {}
        while path:
            here = next(reversed(path))
            ahead = next(path[here], None)
            if ahead is None:
                done.add(here)
                del path[here]
            elif ahead in path:
                yield _cycle([*path][[*path].index(ahead) :], definition)
            elif ahead in waits and ahead not in done:
                path[ahead] = iter(waits[ahead])


def _cycle(uids: list[str], definition: Definition) -> Problem:
    names = joined([quoted(_label_of(uid, definition)) for uid in uids])
    itself = _("%(names)s waits for itself: take its condition or calculation out", names=names)
    each_other = _("%(names)s wait for each other: take one condition or calculation out", names=names)
    return Problem(itself if len(uids) == 1 else each_other, uids[0])


def _rules(definition: Definition) -> Iterator[Problem]:
    for rule in definition.rules:
        name = _("The rule “%(rule)s”", rule=definition.words(rule.message, definition.settings.language))
        for uid in dict.fromkeys((rule.at, *fields_of(rule.condition))):
            question = definition.question(uid)
            if question is None or not question.is_answered:
                yield Problem(_not_there(name, uid), rule.uid)
        for comparison in _comparisons(rule.condition):
            yield from _comparison(comparison, name, rule.uid, definition)


def _not_there(name: str, uid: str) -> str:
    return _("%(name)s asks about a question that is not in the form (%(uid)s)", name=name, uid=uid)


def _label(question: Question, definition: Definition) -> str:
    return definition.words(question.label, definition.settings.language)


def _label_of(uid: str, definition: Definition) -> str:
    question = definition.question(uid)
    return (_label(question, definition) if question else "") or uid


def _place(question: Question, definition: Definition) -> str:
    page = definition.page_of(question.uid)
    return _page_name(page, definition) if page else _("a page")


def _page_name(page: Page, definition: Definition) -> str:
    title = definition.words(page.title, definition.settings.language)
    number = definition.pages.index(page) + 1
    return _("page %(number)s, “%(title)s”", number=number, title=title) if title else _("page %(number)s", number=number)
