"""What people are told when a rule does not hold, said from the rule itself: End date must be the same as or after …."""

from typing import Any

from webapp.kinds.wording import upper_first
from webapp.languages import mark, said_in
from webapp.models.condition_words import words_of
from webapp.models.definition import Definition
from webapp.models.expression_reading import operand_of
from webapp.models.expression_words import asked_of, expression_words
from webapp.models.expressions import Answer, uids_of
from webapp.models.rule_edits import Side

MUST = {
    "eq": mark("%(answer)s must be %(value)s"),
    "ne": mark("%(answer)s must not be %(value)s"),
    "lt": mark("%(answer)s must be less than %(value)s"),
    "le": mark("%(answer)s must be %(value)s or less"),
    "gt": mark("%(answer)s must be more than %(value)s"),
    "ge": mark("%(answer)s must be %(value)s or more"),
    "between": mark("%(answer)s must be between %(value)s and %(most)s"),
}
MUST_IN_TIME = {
    "lt": mark("%(answer)s must be before %(value)s"),
    "le": mark("%(answer)s must be the same as or before %(value)s"),
    "gt": mark("%(answer)s must be after %(value)s"),
    "ge": mark("%(answer)s must be the same as or after %(value)s"),
    "between": mark("%(answer)s must be from %(value)s to %(most)s"),
}


def must_be(left: Side, op: str, right: list[Any], definition: Definition) -> str:
    """The sentence in the form's language; "" for an operator that has none."""
    language = definition.settings.language
    operand = operand_of(left)
    about = asked_of(Answer(next(uids_of(operand))), definition, language)
    kind = definition.kinds.get(about.uid, "") if about else ""
    is_in_time = words_of("lt", kind) != words_of("lt", "number") and isinstance(operand, Answer)
    sentence = (MUST_IN_TIME if is_in_time and op in MUST_IN_TIME else MUST).get(op, "")
    if not sentence:
        return ""
    beside = about if isinstance(operand, Answer) else None
    values = [expression_words(operand_of(one), definition, language, beside) for one in right]
    name = about.label.rstrip("?: ") if about and isinstance(operand, Answer) else expression_words(operand, definition, language)
    told = {"answer": upper_first(name), "value": values[0], "most": values[-1]}
    return said_in(language, sentence) % told
