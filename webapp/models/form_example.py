"""Example people of a form being built: their answers, and what they are expected to be asked, refused and told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, JsonDocument, UtcDateTime
from webapp.extensions import db
from webapp.kinds.rows import uid_of
from webapp.kinds.wording import quoted
from webapp.languages import _
from webapp.models.answering import Filling
from webapp.models.calculation_checks import COMPUTED
from webapp.models.definition import Definition
from webapp.models.event import Event
from webapp.models.person import Person

MOST = 50
Outcome = Mapping[str, Any]


class FormExample(Base):
    """`expected` is an outcome, as `outcome_of` gives it. It stays here: no document and no export holds it."""

    __tablename__ = "form_example"
    __table_args__ = (CheckConstraint("name <> ''", name="named"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    day: Mapped[date] = mapped_column(Date)
    answers: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    raw: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    expected: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @classmethod
    def keep(cls, form: Any, name: str, filling: Filling, *, by: Person) -> Self:
        """What somebody typed in a preview; what comes of it now is what is expected from now on."""
        example = cls(form_id=form.id, name=name, day=filling.today, answers=dict(filling.answers), raw=dict(filling.raw))
        example.expected = outcome_of(filling)
        db.session.add(example)
        Event.record(by=by, action="form.example_kept", target=form, detail={"name": name})
        return example

    @classmethod
    def of(cls, form_id: int) -> list[Self]:
        return list(db.session.scalars(select(cls).where(cls.form_id == form_id).order_by(cls.name, cls.id)))

    @classmethod
    def count_of(cls, form_id: int) -> int:
        return db.session.scalar(select(func.count()).select_from(cls).where(cls.form_id == form_id)) or 0

    def filling(self, definition: Definition) -> Filling:
        return Filling(definition, self.answers, self.raw, definition.settings.language, today=self.day)

    def expect(self, definition: Definition, *, by: Person, form: Any) -> None:
        """What comes of it now is right."""
        self.expected = outcome_of(self.filling(definition))
        Event.record(by=by, action="form.example_kept", target=form, detail={"name": self.name})

    def remove(self, *, by: Person, form: Any) -> None:
        Event.record(by=by, action="form.example_removed", target=form, detail={"name": self.name})
        db.session.delete(self)


@dataclass(frozen=True, slots=True)
class Checked:
    """An example with what is otherwise than expected, in sentences; none when all is as it was."""

    example: FormExample
    differences: tuple[str, ...]


def checked(form_id: int, definition: Definition) -> list[Checked]:
    """Every example of a form, tried on its draft."""
    return [Checked(one, tuple(differences(one, definition))) for one in FormExample.of(form_id)]


def outcome_of(filling: Filling) -> dict[str, Any]:
    """What is asked (uids), what is refused (names of controls) and what is computed (uid → value), whatever language."""
    refused = sorted(name for page in filling.check_all().values() for name in page)
    totals = {one.uid: filling.relevant_answers.get(one.uid) for one in filling.definition.questions if one.kind_name == COMPUTED}
    inner = {uid for uids in filling.rows.values() for uid in uids}
    return {"asked": sorted(filling.uids | inner), "refused": refused, "totals": totals}


def differences(example: FormExample, definition: Definition) -> Iterator[str]:
    """What comes of an example now and did not then, and the other way round."""
    then, filling = example.expected, example.filling(definition)
    here = outcome_of(filling)
    sentences = {name: sentence for page in filling.check_all().values() for name, sentence in page.items()}
    gone, new = (sorted(set(one["asked"]) - set(other["asked"])) for one, other in ((then, here), (here, then)))
    yield from (_("%(question)s is not asked any more", question=_called(uid, definition)) for uid in gone)
    yield from (_("%(question)s is asked now", question=_called(uid, definition)) for uid in new)
    for name in sorted({*then["refused"], *here["refused"]}):
        called = _called(uid_of(name), definition)
        if name not in then["refused"]:
            yield _("%(question)s is refused now: %(sentence)s", question=called, sentence=sentences[name])
        elif name not in here["refused"]:
            yield _("%(question)s is not refused any more", question=called)
    for uid in sorted({*then["totals"], *here["totals"]}):
        was, is_now = then["totals"].get(uid), here["totals"].get(uid)
        if was != is_now:
            yield _(
                "%(question)s was %(was)s and is %(now)s", question=_called(uid, definition), was=was or "–", now=is_now or "–"
            )


def _called(uid: str, definition: Definition) -> str:
    question = definition.question(uid)
    return quoted(definition.words(question.label, definition.settings.language) or uid) if question else quoted(uid)
