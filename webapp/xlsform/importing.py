"""An XLSForm workbook as a definition document and a report of what could not be carried over."""

import re
from collections.abc import Callable
from typing import Any

from webapp.languages import _
from webapp.models.definition_reading import SCHEMA
from webapp.models.slug import slug_of
from webapp.xlsform.bounds import bounds_of
from webapp.xlsform.conditions import Clean, Translator
from webapp.xlsform.formula import Beyond, Call, parse
from webapp.xlsform.questions import Choices
from webapp.xlsform.report import Imported, Report
from webapp.xlsform.survey import Asked, Sheet, Survey
from webapp.xlsform.tongues import Tongues
from webapp.xlsform.workbook import Row, sheets_of

MOST_RULES = 100
_YES = {"yes", "true", "true()", "1"}
_NO = {"", "no", "false", "false()", "0"}
_REFERENCE = re.compile(r"\$\{([^{}$]+)\}")


def from_xlsform(data: bytes) -> Imported:
    """The form of a workbook. The same workbook gives the same document. Raises Unreadable."""
    sheets = sheets_of(data)
    report = Report()
    settings = sheets["settings"][0] if sheets["settings"] else Row(0, {})
    tongues = Tongues([*sheets["survey"], *sheets["choices"]], settings["default_language"], report)
    survey = Survey(sheets["survey"], Choices(sheets["choices"], tongues), tongues, report)
    return Imported(_Document(survey, tongues, report).of(settings), report)


class _Document:
    """Reads the formulas, now that all names are known, and writes the document."""

    def __init__(self, survey: Survey, tongues: Tongues, report: Report) -> None:
        self.survey, self.tongues, self.report = survey, tongues, report
        self.rules: list[dict[str, Any]] = []
        self.calculations: list[dict[str, Any]] = []
        self.conditions: dict[int, Any] = {}

    def of(self, settings: Row) -> dict[str, Any]:
        title = settings["form_title"] or settings["form_id"] or _("Imported form")
        own = {"language": self.tongues.own}
        slug = slug_of(settings["form_id"]) if settings["form_id"] else ""
        pages = [self._page(page) for page in self.survey.pages]
        return {
            "schema": SCHEMA,
            "title": {self.tongues.own: title[:200]},
            "pages": [page for page in pages if page["items"]],
            "rules": self.rules[:MOST_RULES],
            "calc": self.calculations,
            "settings": {**own, **({"slug": slug} if slug else {})},
        }

    def _page(self, page: Sheet) -> dict[str, Any]:
        show = self._condition([page.row]) if page.row is not None else None
        items = [item for asked in page.items if (item := self._item(asked))]
        return {"uid": page.uid, "title": self._piped(page.title), "items": items, **({"show": show} if show else {})}

    def _item(self, asked: Asked) -> dict[str, Any] | None:
        row, item = asked.row, asked.item
        if item["kind"] == "computed" and not self._calculate(asked):
            return None
        self.report.carried += 1
        if "items" in item:
            item["items"] = [inner for one in item["items"] if (inner := self._item(one))]
        for name, most in (("hint", 2_000), ("label", 500)):
            words = item.get(name) or self.tongues.words(row, name, most)
            if words and item["kind"] != "guidance":
                item[name] = self._piped(words)
        if item["kind"] == "guidance":
            item["text"] = self._piped(item["text"])
        elif item["kind"] not in {"computed", "hidden", "group"} and self._is_required(row):
            item["required"] = True
        self._constrain(asked)
        self._default(asked)
        show = self._condition([*asked.around, row])
        return item | ({"show": show} if show else {})

    def _piped(self, words: dict[str, str]) -> dict[str, str]:
        """`${name}` in a text becomes the answer to it, where that is asked."""
        targets = self.survey.names.targets

        def pipe(found: re.Match[str]) -> str:
            name = found[1].strip()
            return f"{{{{q:{targets[name].uid}}}}}" if name in targets else "…"

        return {code: _REFERENCE.sub(pipe, text) for code, text in words.items()}

    def _translator(self, asked: Asked | None) -> Translator:
        return Translator(self.survey.names, asked.target if asked else None)

    def _tried(self, row: Row, read: Callable[[], Any], otherwise: Callable[[str], str]) -> Any:
        """What `read` gives; None with a note when it goes beyond what there is."""
        try:
            return read()
        except Beyond as beyond:
            self.report.left_out(row.number, row["name"], otherwise(str(beyond)))
            return None

    def _condition(self, rows: list[Row]) -> Clean | None:
        """All the conditions of these rows at once."""
        parts: list[Clean] = []
        for one in rows:
            if one.number not in self.conditions:
                # A group's is that of every question in it: read once.
                self.conditions[one.number] = self._relevant(one) if one["relevant"] else None
            part = self.conditions[one.number]
            parts += [part] if part is not None and part not in parts else []
        return None if not parts else parts[0] if len(parts) == 1 else {"all": parts}

    def _relevant(self, row: Row) -> Any:
        def why(sentence: str) -> str:
            return _("Always shown: its condition is not carried over. %(why)s", why=sentence)

        return self._tried(row, lambda: self._translator(None).condition(parse(row["relevant"])), why)

    def _is_required(self, row: Row) -> bool:
        said = row["required"].strip().lower()
        if said not in _YES | _NO:
            self.report.changed(row.number, row["name"], _("Not required: whether it is cannot depend on other answers."))
        return said in _YES

    def _constrain(self, asked: Asked) -> None:
        """A constraint as settings of the question where its kind can check it, else as a rule."""
        row, item = asked.row, asked.item
        if not row["constraint"] or asked.target is None or item["kind"] in {"group", "guidance", "computed"}:
            return

        def why(sentence: str) -> str:
            return _("Not checked: its constraint is not carried over. %(why)s", why=sentence)

        formula = self._tried(row, lambda: parse(row["constraint"]), why)
        settings = bounds_of(item, formula, self.survey.names) if formula is not None else None
        if settings is not None:
            item.update(settings)
        elif formula is not None:
            self._rule(asked, formula, why)

    def _rule(self, asked: Asked, formula: Any, why: Callable[[str], str]) -> None:
        row, target = asked.row, asked.target
        if target is None or target.repeat or len(self.rules) >= MOST_RULES:
            self.report.left_out(row.number, row["name"], why(_("Rules cannot be made here.")))
            return
        condition = self._tried(row, lambda: self._translator(asked).condition(formula), why)
        if condition is None:
            return
        message = self.tongues.words(row, "constraint_message", 500) or {self.tongues.own: _("Check this answer")}
        uid = self.survey.names.uid("r", row["name"])
        self.rules.append({"uid": uid, "assert": condition, "at": target.uid, "message": self._piped(message)})

    def _calculate(self, asked: Asked) -> bool:
        """Whether the calculation could be carried over."""
        row = asked.row

        def why(sentence: str) -> str:
            return _("Left out: its calculation is not carried over. %(why)s", why=sentence)

        def read() -> Any:
            formula = parse(row["calculation"])
            if asked.target is None or asked.target.repeat or not isinstance(formula, Call):
                raise Beyond(_("Only sums, products and counts outside of repeats are worked out."))
            return self._translator(asked).operand(formula)

        expression = self._tried(row, read, why)
        if expression is None or not isinstance(expression, dict):
            self.survey.names.targets.pop(row["name"], None)
            return False
        self.calculations.append({"uid": asked.item["uid"], "expr": expression})
        return True

    def _default(self, asked: Asked) -> None:
        row, item = asked.row, asked.item
        if not row["default"]:
            return
        if item["kind"] == "hidden":
            item["default"] = row["default"][:500]
        elif item["kind"] not in {"guidance", "group", "computed"}:
            self.report.changed(row.number, row["name"], _("Begins blank: nothing is answered for people beforehand."))
