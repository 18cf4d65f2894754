"""What publishing would change: in words, and as a class that says what happens to drafts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from webapp.kinds.wording import quoted
from webapp.models.condition_words import sentence
from webapp.models.definition import Definition, Page, Question
from webapp.models.setting_changes import setting_changes

# From harmless to grave; a publication is as grave as its gravest change.
CLASSES = ("cosmetic", "additive", "tightening", "breaking", "identity")
FIRST = "first"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `uid`: the page, question or rule that it is about; "" for the form itself."""

    change_class: str
    sentence: str
    uid: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """`change_class` is `first` for a form never published; without any line nothing has changed."""

    change_class: str
    lines: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.lines)


def changes(old: Definition | None, new: Definition) -> Changes:
    """The differences between two definitions. Kinds of existing questions must not differ: that is refused before."""
    if old is None:
        lines = tuple(Change("additive", f"Asks {quoted(_label(one, new))}", one.uid) for one in _answered(new))
        return Changes(FIRST, lines)
    found = (*_form(old, new), *_pages(old, new), *_questions(old, new), *_rules(old, new))
    gravest = max((CLASSES.index(change.change_class) for change in found), default=0)
    return Changes(CLASSES[gravest], found)


def _form(old: Definition, new: Definition) -> Iterator[Change]:
    language = new.settings.language
    if old.title != new.title:
        before, after = old.words(old.title, language), new.words(new.title, language)
        yield Change("cosmetic", f"The form is called “{after}” instead of “{before}”")
    for change_class, text in setting_changes(old.settings, new.settings):
        yield Change(change_class, text)


def _pages(old: Definition, new: Definition) -> Iterator[Change]:
    before = {page.uid: page for page in old.pages}
    after = {page.uid: page for page in new.pages}
    for uid, page in after.items():
        if uid not in before:
            yield Change("additive", f"New page {_page_name(page, new)}", uid)
        else:
            yield from _page(before[uid], page, old, new)
    for uid, page in before.items():
        if uid not in after:
            # Its questions are reported on their own, wherever they went.
            yield Change("cosmetic", f"Page {_page_name(page, old)} is gone", uid)
    kept = [page.uid for page in old.pages if page.uid in after]
    if kept != [page.uid for page in new.pages if page.uid in before]:
        yield Change("cosmetic", "The pages come in another order")


def _page(before: Page, after: Page, old: Definition, new: Definition) -> Iterator[Change]:
    name = f"Page {_page_name(after, new)}"
    if before.title != after.title:
        yield Change("cosmetic", f"{name} was called {_page_name(before, old)}", after.uid)
    if before.text != after.text:
        yield Change("cosmetic", f"{name} has another text", after.uid)
    if before.show != after.show:
        yield Change("tightening", f"{name} is {_shown(after, new)}", after.uid)


def _questions(old: Definition, new: Definition) -> Iterator[Change]:
    for question in new.questions:
        before = old.question(question.uid)
        if before is None:
            yield _added(question, new)
        else:
            yield from _question(before, question, old, new)
    for question in old.questions:
        if new.question(question.uid) is None:
            grave = "breaking" if question.is_answered else "cosmetic"
            label = quoted(_label(question, old))
            gone = f"{label} is not asked any more" if question.is_answered else "A guidance text is gone"
            yield Change(grave, gone, question.uid)
    if _order(old, new) != _order(new, old):
        yield Change("cosmetic", "The questions come in another order")


def _order(these: Definition, those: Definition) -> list[tuple[str, str]]:
    """The questions that both have, with their pages."""
    return [(page.uid, question.uid) for page in these.pages for question in page.items if those.question(question.uid)]


def _added(question: Question, new: Definition) -> Change:
    if not question.is_answered:
        return Change("cosmetic", "New guidance text", question.uid)
    how = "required" if question.required else "optional"
    return Change("additive", f"New question {quoted(_label(question, new))}, {how}", question.uid)


def _question(before: Question, after: Question, old: Definition, new: Definition) -> Iterator[Change]:
    name = quoted(_label(after, new))
    if before.kind_name != after.kind_name:
        yield Change("breaking", f"{name} is of another kind", after.uid)
    yield from _question_words(before, after, name, old)
    if before.required != after.required:
        grave, how = ("tightening", "must be answered") if after.required else ("cosmetic", "may be left blank")
        yield Change(grave, f"{name} {how}", after.uid)
    if before.show != after.show:
        yield Change("tightening", f"{name} is {_shown(after, new)}", after.uid)
    if (before.pii, before.keep_days) != (after.pii, after.keep_days):
        kept = f"kept for {after.keep_days} days" if after.keep_days else "kept as long as the submission"
        yield Change("identity", f"Answers to {name} are {kept} and are marked as “{after.pii}” data", after.uid)
    if (before.indexed, before.prefill) != (after.indexed, after.prefill):
        yield Change("cosmetic", f"{name} is listed or filled in beforehand in another way", after.uid)
    if before.settings != after.settings:
        yield from _settings(before.settings, after.settings, name, after.uid)


def _question_words(before: Question, after: Question, name: str, old: Definition) -> Iterator[Change]:
    if before.label != after.label:
        # Consent is given to its words.
        grave = "identity" if after.kind_name == "consent" else "cosmetic"
        yield Change(grave, f"{name} was called {quoted(_label(before, old))}", after.uid)
    if (before.hint, before.called) != (after.hint, after.called):
        yield Change("cosmetic", f"{name} has another hint", after.uid)


def _settings(before: Mapping[str, Any], after: Mapping[str, Any], name: str, uid: str) -> Iterator[Change]:
    for setting in sorted({*before, *after}):
        was, now = before.get(setting), after.get(setting)
        if setting == "options":
            yield from _options(was or [], now or [], name, uid)
        elif was != now and isinstance(was or now, Mapping):
            yield Change("cosmetic", f"{name} has other words for “{setting}”", uid)
        elif was != now and setting in {"rows", "autocomplete"}:
            yield Change("cosmetic", f"{name} looks different", uid)
        elif was != now:
            grave = "cosmetic" if _loosens(setting, was, now) else "tightening"
            limit = "has no" if now is None else f"has {now} as its"
            yield Change(grave, f"{name} {limit} “{setting}” instead of {'none' if was is None else was}", uid)


def _loosens(setting: str, was: Any, now: Any) -> bool:
    """Whether every answer that kept the old limit keeps the new one, for certain."""
    if was is None or now is None:
        return now is None and setting in {"min", "max"}
    try:
        grows = Decimal(now) > Decimal(was)
    except ArithmeticError:
        return False
    return grows if setting in {"max", "decimals"} else not grows if setting == "min" else False


def _options(before: list[Any], after: list[Any], name: str, uid: str) -> Iterator[Change]:
    old, new = ({option["key"]: option for option in options} for options in (before, after))
    for key, option in new.items():
        if key not in old:
            yield Change("additive", f"{name} has a new option {_option_name(option)}", uid)
        elif _rules_of(old[key]) != _rules_of(option):
            yield Change("tightening", f"The option {_option_name(option)} of {name} has other rules or places", uid)
        elif old[key] != option:
            yield Change("cosmetic", f"The option {_option_name(option)} of {name} has other words", uid)
    for key, option in old.items():
        if key not in new:
            yield Change("tightening", f"{name} does not offer {_option_name(option)} any more", uid)
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield Change("cosmetic", f"The options of {name} come in another order", uid)


def _rules_of(option: Mapping[str, Any]) -> tuple[Any, ...]:
    return option.get("cap"), option.get("exclusive", False), option.get("other", False)


def _option_name(option: Mapping[str, Any]) -> str:
    return f"“{next(iter(option.get('label', {}).values()), option['key'])}”"


def _rules(old: Definition, new: Definition) -> Iterator[Change]:
    before, after = ({rule.uid: rule for rule in one.rules} for one in (old, new))
    for uid, rule in after.items():
        if before.get(uid) != rule:
            message = new.words(rule.message, new.settings.language)
            yield Change("tightening", f"{'Changed' if uid in before else 'New'} rule: {message}", uid)
    for uid, rule in before.items():
        if uid not in after:
            yield Change("cosmetic", f"Rule taken out: {old.words(rule.message, old.settings.language)}", uid)


def _shown(part: Page | Question, new: Definition) -> str:
    return f"shown if {sentence(part.show, new, new.settings.language)}" if part.show else "always shown"


def _answered(definition: Definition) -> Iterator[Question]:
    return (question for question in definition.questions if question.is_answered)


def _label(question: Question, definition: Definition) -> str:
    return definition.words(question.label, definition.settings.language) or question.uid


def _page_name(page: Page, definition: Definition) -> str:
    title = definition.words(page.title, definition.settings.language)
    return f"“{title}”" if title else f"number {definition.pages.index(page) + 1}"
