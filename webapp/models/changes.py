"""What publishing would change: in words, and as a class that says what happens to drafts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from webapp.kinds.wording import quoted
from webapp.languages import _, mark, ngettext
from webapp.models.condition_words import sentence
from webapp.models.definition import Definition, Page, Question
from webapp.models.setting_changes import setting_changes

# From harmless to grave; a publication is as grave as its gravest change.
CLASSES = ("cosmetic", "additive", "tightening", "breaking", "identity")
FIRST = "first"
CLASS_WORDS = {
    "first": mark("first"),
    "cosmetic": mark("cosmetic"),
    "additive": mark("additive"),
    "tightening": mark("tightening"),
    "breaking": mark("breaking"),
    "identity": mark("identity"),
}


def class_in_words(change_class: str) -> str:
    return _(CLASS_WORDS[change_class])


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `uid`: the page, question or rule that it is about; "" for the form itself."""

    change_class: str
    sentence: str
    uid: str = ""

    @property
    def class_words(self) -> str:
        return class_in_words(self.change_class)


@dataclass(frozen=True, slots=True)
class Changes:
    """`change_class` is `first` for a form never published; without any line nothing has changed."""

    change_class: str
    lines: tuple[Change, ...]

    @property
    def class_words(self) -> str:
        return class_in_words(self.change_class)

    def __bool__(self) -> bool:
        return bool(self.lines)


def changes(old: Definition | None, new: Definition) -> Changes:
    """The differences between two definitions. Kinds of existing questions must not differ: that is refused before."""
    if old is None:
        lines = tuple(
            Change("additive", _("Asks %(question)s", question=quoted(_label(one, new))), one.uid) for one in _answered(new)
        )
        return Changes(FIRST, lines)
    found = (*_form(old, new), *_pages(old, new), *_questions(old, new), *_rules(old, new))
    gravest = max((CLASSES.index(change.change_class) for change in found), default=0)
    return Changes(CLASSES[gravest], found)


def _form(old: Definition, new: Definition) -> Iterator[Change]:
    language = new.settings.language
    if old.title != new.title:
        before, after = old.words(old.title, language), new.words(new.title, language)
        yield Change("cosmetic", _("The form is called “%(after)s” instead of “%(before)s”", after=after, before=before))
    for change_class, text in setting_changes(old.settings, new.settings):
        yield Change(change_class, text)


def _pages(old: Definition, new: Definition) -> Iterator[Change]:
    before = {page.uid: page for page in old.pages}
    after = {page.uid: page for page in new.pages}
    for uid, page in after.items():
        if uid not in before:
            yield Change("additive", _("New page %(page)s", page=_page_name(page, new)), uid)
        else:
            yield from _page(before[uid], page, old, new)
    for uid, page in before.items():
        if uid not in after:
            # Its questions are reported on their own, wherever they went.
            yield Change("cosmetic", _("Page %(page)s is gone", page=_page_name(page, old)), uid)
    kept = [page.uid for page in old.pages if page.uid in after]
    if kept != [page.uid for page in new.pages if page.uid in before]:
        yield Change("cosmetic", _("The pages come in another order"))


def _page(before: Page, after: Page, old: Definition, new: Definition) -> Iterator[Change]:
    name = _("Page %(page)s", page=_page_name(after, new))
    if before.title != after.title:
        yield Change("cosmetic", _("%(name)s was called %(before)s", name=name, before=_page_name(before, old)), after.uid)
    if before.text != after.text:
        yield Change("cosmetic", _("%(name)s has another text", name=name), after.uid)
    if before.show != after.show:
        yield Change("tightening", _shown(name, after, new), after.uid)


def _questions(old: Definition, new: Definition) -> Iterator[Change]:
    for question in new.every_question:
        before = old.question(question.uid)
        if before is None:
            yield _added(question, new)
        else:
            yield from _question(before, question, old, new)
    for question in old.every_question:
        group = old.group_of(question.uid)
        # What a group asked is gone with it: one line says so.
        if new.question(question.uid) is None and not (group and new.question(group.uid) is None):
            grave = "breaking" if question.is_answered else "cosmetic"
            label = quoted(_label(question, old))
            gone = _("%(name)s is not asked any more", name=label) if question.is_answered else _("A guidance text is gone")
            yield Change(grave, gone, question.uid)
    if _order(old, new) != _order(new, old):
        yield Change("cosmetic", _("The questions come in another order"))


def _order(these: Definition, those: Definition) -> list[tuple[str, str]]:
    """The questions that both have, with their pages."""
    return [
        (page.uid, question.uid)
        for page in these.pages
        for one in page.items
        for question in (one, *one.items)
        if those.question(question.uid)
    ]


def _added(question: Question, new: Definition) -> Change:
    if not question.is_answered:
        return Change("cosmetic", _("New guidance text"), question.uid)
    name = quoted(_label(question, new))
    if not question.is_typed:
        return Change("additive", _("New calculation %(name)s", name=name), question.uid)
    required, optional = _("New question %(name)s, required", name=name), _("New question %(name)s, optional", name=name)
    return Change("additive", required if question.required else optional, question.uid)


def _question(before: Question, after: Question, old: Definition, new: Definition) -> Iterator[Change]:
    name = quoted(_label(after, new))
    if before.kind_name != after.kind_name:
        yield Change("breaking", _("%(name)s is of another kind", name=name), after.uid)
    yield from _asked_elsewhere(after, name, old, new)
    yield from _question_words(before, after, name, old)
    if before.required != after.required:
        must, may = _("%(name)s must be answered", name=name), _("%(name)s may be left blank", name=name)
        yield Change("tightening", must, after.uid) if after.required else Change("cosmetic", may, after.uid)
    if before.show != after.show:
        yield Change("tightening", _shown(name, after, new), after.uid)
    if (before.pii, before.keep_days) != (after.pii, after.keep_days):
        yield Change("identity", _kept(name, after), after.uid)
    if (before.indexed, before.prefill) != (after.indexed, after.prefill):
        yield Change("cosmetic", _("%(name)s is listed or filled in beforehand in another way", name=name), after.uid)
    if old.calc.get(after.uid) != new.calc.get(after.uid):
        yield Change("tightening", _("%(name)s is calculated in another way", name=name), after.uid)
    if before.settings != after.settings:
        yield from _settings(before.settings, after.settings, name, after.uid)


def _asked_elsewhere(after: Question, name: str, old: Definition, new: Definition) -> Iterator[Change]:
    """Into the rows of a group, out of them, or into another's: an answer has no place there."""
    was, now = old.group_of(after.uid), new.group_of(after.uid)
    if (was and was.uid) == (now and now.uid):
        return
    once = _("%(name)s is asked once instead of in each row", name=name)
    each = _("%(name)s is asked in each row of %(group)s", name=name, group=quoted(_label(now, new))) if now else once
    yield Change("breaking", each, after.uid)


def _kept(name: str, after: Question) -> str:
    if not after.keep_days:
        return _(
            "Answers to %(name)s are kept as long as the submission and are marked as “%(pii)s” data", name=name, pii=after.pii
        )
    return ngettext(
        "Answers to %(name)s are kept for %(num)s days and are marked as “%(pii)s” data",
        "Answers to %(name)s are kept for %(num)s days and are marked as “%(pii)s” data",
        after.keep_days,
        name=name,
        pii=after.pii,
    )


def _question_words(before: Question, after: Question, name: str, old: Definition) -> Iterator[Change]:
    if before.label != after.label:
        # Consent is given to its words.
        grave = "identity" if after.kind_name == "consent" else "cosmetic"
        yield Change(grave, _("%(name)s was called %(before)s", name=name, before=quoted(_label(before, old))), after.uid)
    if (before.hint, before.called) != (after.hint, after.called):
        yield Change("cosmetic", _("%(name)s has another hint", name=name), after.uid)


def _settings(before: Mapping[str, Any], after: Mapping[str, Any], name: str, uid: str) -> Iterator[Change]:
    for setting in sorted({*before, *after}):
        was, now = before.get(setting), after.get(setting)
        if setting in {"options", "statements", "scale"}:
            yield from _options(was or [], now or [], name, uid)
        elif was != now and isinstance(was or now, Mapping):
            yield Change("cosmetic", _("%(name)s has other words for “%(setting)s”", name=name, setting=setting), uid)
        elif was != now and setting in {"rows", "autocomplete"}:
            yield Change("cosmetic", _("%(name)s looks different", name=name), uid)
        elif was != now:
            grave = "cosmetic" if _loosens(setting, was, now) else "tightening"
            yield Change(grave, _limited(name, setting, was, now), uid)


def _limited(name: str, setting: str, was: Any, now: Any) -> str:
    before = _("none") if was is None else was
    if now is None:
        return _("%(name)s has no “%(setting)s” instead of %(before)s", name=name, setting=setting, before=before)
    return _(
        "%(name)s has %(now)s as its “%(setting)s” instead of %(before)s", name=name, now=now, setting=setting, before=before
    )


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
            yield Change("additive", _("%(name)s has a new option %(option)s", name=name, option=_option_name(option)), uid)
        elif _rules_of(old[key]) != _rules_of(option):
            other = _("The option %(option)s of %(name)s has other rules or places", option=_option_name(option), name=name)
            yield Change("tightening", other, uid)
        elif old[key] != option:
            other = _("The option %(option)s of %(name)s has other words", option=_option_name(option), name=name)
            yield Change("cosmetic", other, uid)
    for key, option in old.items():
        if key not in new:
            lost = _("%(name)s does not offer %(option)s any more", name=name, option=_option_name(option))
            yield Change("tightening", lost, uid)
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield Change("cosmetic", _("The options of %(name)s come in another order", name=name), uid)


def _rules_of(option: Mapping[str, Any]) -> tuple[Any, ...]:
    return option.get("cap"), option.get("exclusive", False), option.get("other", False)


def _option_name(option: Mapping[str, Any]) -> str:
    return quoted(next(iter(option.get("label", {}).values()), option["key"]))


def _rules(old: Definition, new: Definition) -> Iterator[Change]:
    before, after = ({rule.uid: rule for rule in one.rules} for one in (old, new))
    for uid, rule in after.items():
        if before.get(uid) != rule:
            message = new.words(rule.message, new.settings.language)
            changed, new_one = _("Changed rule: %(rule)s", rule=message), _("New rule: %(rule)s", rule=message)
            yield Change("tightening", changed if uid in before else new_one, uid)
    for uid, rule in before.items():
        if uid not in after:
            message = old.words(rule.message, old.settings.language)
            yield Change("cosmetic", _("Rule taken out: %(rule)s", rule=message), uid)


def _shown(name: str, part: Page | Question, new: Definition) -> str:
    if not part.show:
        return _("%(name)s is always shown", name=name)
    return _("%(name)s is shown if %(condition)s", name=name, condition=sentence(part.show, new, new.settings.language))


def _answered(definition: Definition) -> Iterator[Question]:
    return (question for question in definition.every_question if question.is_answered)


def _label(question: Question, definition: Definition) -> str:
    return definition.words(question.label, definition.settings.language) or question.uid


def _page_name(page: Page, definition: Definition) -> str:
    title = definition.words(page.title, definition.settings.language)
    return quoted(title) if title else _("number %(number)s", number=definition.pages.index(page) + 1)
