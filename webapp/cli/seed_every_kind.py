"""The seeded form with a question of every kind, and answers to all of them."""

import random
from datetime import datetime, timedelta
from typing import Any

from webapp.cli.seed_files import letter, photo

Document = dict[str, Any]


def asked(kind: str, uid: str, label: str, *, required: bool = True, **settings: Any) -> Document:
    return {"uid": uid, "kind": kind, "label": {"en": label}, "required": required, **settings}


def options(**labels: str) -> list[Document]:
    return [{"key": f"o_{name}", "label": {"en": label}} for name, label in labels.items()]


FIELDS_OF_WORK = {"birds": "Birds", "bats": "Bats", "water": "Rivers and ponds"}
KIT = {"boat": "Boat", "net": "Nets", "tent": "Tent", "lamp": "Head lamps"}
GOALS = {"count": "Counting", "care": "Care", "teach": "Teaching"}
LINES, POINTS = {"tides": "Tides", "weather": "Weather"}, {"no": "No", "somewhat": "Somewhat", "yes": "Yes"}
COMPANION = [
    asked("text", "f_companion", "Name", pii="personal"),
    asked("date", "f_born", "Date of birth", max="today"),
    asked("yes_no", "f_swims", "Can they swim?"),
]
YOU = [
    asked("person", "f_person", "Your name", boxes="two", pii="personal"),
    asked("email", "f_mail", "Your email address", pii="personal"),
    asked("phone", "f_phone", "Your telephone number", region="GB", pii="personal"),
    asked("address", "f_where", "Where you live", country="GB", pii="personal"),
    asked("country", "f_country", "Where you were born", indexed=True),
    asked("url", "f_page", "A page about your group", required=False),
]
OUTING = [
    {"uid": "f_note", "kind": "guidance", "text": {"en": "Outings set off from the boathouse, **whatever the weather**."}},
    asked("text", "f_title", "What the outing is called", indexed=True),
    asked("long_text", "f_why", "What you hope to see", required=False),
    asked("choice", "f_field", "What it is about", indexed=True, options=options(**FIELDS_OF_WORK)),
    asked("choices", "f_kit", "What you need from us", required=False, options=options(**KIT)),
    asked("date", "f_day", "Day", indexed=True),
    asked("time", "f_hour", "Hour"),
    asked("datetime", "f_back", "When you are back"),
    asked("number", "f_people", "How many come along", min="1", max="40"),
    asked("money", "f_fare", "What each pays", currency="GBP"),
    asked("computed", "f_all", "What comes in", required=False, currency="GBP"),
    asked("group", "f_crew", "Who comes along to help", row={"en": "Companion"}, required=False, max=3, items=COMPANION),
]
LAST = [
    asked("rating", "f_sure", "How sure you are of the day"),
    asked("likert", "f_know", "How well you know the", statements=options(**LINES), scale=options(**POINTS)),
    asked("ranking", "f_goals", "What matters most", options=options(**GOALS)),
    asked("file", "f_letter", "Letter of the landowner", types=["txt", "pdf"]),
    asked("picture", "f_photo", "Picture of the place"),
    asked("consent", "f_agree", "I have read the rules of the boathouse"),
    asked("signature", "f_sign", "Your signature"),
    asked("hidden", "f_from", "Where they heard of it", required=False, default="letter"),
]
PAGES = {"p_you": ("You", YOU), "p_outing": ("The outing", OUTING), "p_last": ("Before you send", LAST)}
DEFINITION: Document = {
    "schema": 1,
    "title": {"en": "Outing (seeded)"},
    "pages": [{"uid": uid, "title": {"en": title}, "items": items} for uid, (title, items) in PAGES.items()],
    "calc": [{"uid": "f_all", "expr": {"mul": [{"f": "f_people"}, {"f": "f_fare"}]}}],
}
TITLES = ("Owls at dusk", "Otters upstream", "Bats over the weir", "Toads on the road", "Dawn at the reed bed")
HOPES = (None, "Whatever shows itself.", "Two pairs of kingfishers.\nAnd the heron.", "Tracks in the mud.")
STROKES = [[40, 120, 90, 40, 140, 130, 190, 60, 240, 120], [280, 100, 420, 96]]


def answers_of(name: str, moment: datetime, dice: random.Random) -> Document:
    """What somebody of this name answers who sends it at this moment."""
    given, _space, family = name.partition(" ")
    day = moment.date() + timedelta(days=dice.randint(3, 60))
    companions = [companion(number, dice) for number in range(1, dice.randint(1, 4))]
    return {
        "f_person": {"given": given, "family": family or given},
        "f_mail": f"outing-{dice.randint(1, 10**9)}@example.org",
        "f_phone": f"+44207946{dice.randint(100, 999):04}",
        "f_where": {"line1": f"{dice.randint(1, 90)} High Street", "town": "Oxford", "postcode": "OX1 4BH", "country": "GB"},
        "f_country": dice.choice(["GB", "IE", "PT", "PL", "IN"]),
        "f_page": dice.choice([None, "https://example.org/outings"]),
        "f_title": dice.choice(TITLES),
        "f_why": dice.choice(HOPES),
        "f_field": f"o_{dice.choice(list(FIELDS_OF_WORK))}",
        "f_kit": [f"o_{key}" for key in KIT if dice.random() < 0.5] or None,
        "f_day": day.isoformat(),
        "f_hour": f"{dice.randint(5, 20):02}:{dice.choice(['00', '30'])}",
        "f_back": f"{day.isoformat()}T22:00",
        "f_people": str(dice.randint(1, 40)),
        "f_fare": f"{dice.randint(1, 20)}.50",
        "f_crew": companions or None,
        "f_sure": dice.randint(1, 5),
        "f_know": {f"o_{line}": f"o_{dice.choice(list(POINTS))}" for line in LINES},
        "f_goals": [f"o_{key}" for key in dice.sample(list(GOALS), len(GOALS))],
        "f_letter": [letter(name)],
        "f_photo": [photo(dice)],
        "f_agree": True,
        "f_sign": dice.choice([{"name": name}, {"strokes": STROKES}]),
        "f_from": "letter",
    }


def companion(number: int, dice: random.Random) -> Document:
    answers = {
        "f_companion": dice.choice(["Ada", "Ben", "Cleo", "Dan"]),
        "f_born": f"{dice.randint(1960, 2010)}-05-17",
        "f_swims": dice.random() < 0.8,
    }
    return {"id": f"r_{number}", "answers": answers}
