"""One page with a question of every kind, as people meet them, and a form of a few pages around it."""

from typing import Any

from tests.support.forms import document, option, page, question

POINTS = [option("Never"), option("Sometimes"), option("Always")]
LINES = [{"key": "o_lab", "label": {"en": "A laboratory"}}, {"key": "o_driver", "label": {"en": "A driver"}}]
CHILD = [
    question("text", "Child’s name", "f_child", pii="personal"),
    question("picture", "Photo of the child", "f_photo", required=False),
]
ASKED: tuple[dict[str, Any], ...] = (
    question("text", "Title of the project", "f_title"),
    question("long_text", "What do you want to find out?", "f_why"),
    question("person", "Your name", "f_person", boxes="two"),
    question("email", "Your email address", "f_mail"),
    question("phone", "Your telephone number", "f_phone", region="AT"),
    question("address", "Where you work", "f_where", called={"en": "the address of your office"}, country="AT"),
    question("country", "Country of the project", "f_country"),
    question("url", "Page of the project", "f_page"),
    question("number", "People who take part", "f_people", called={"en": "how many take part"}, min="1", max="50"),
    question("money", "Cost of each person", "f_cost", currency="EUR"),
    question("date", "First day", "f_first", hint={"en": "For example 27 3 2027"}),
    question("time", "Hour of the briefing", "f_hour"),
    question("datetime", "When the report is due", "f_due", called={"en": "the day and hour of the report"}),
    question("yes_no", "Have you applied before?", "f_before"),
    question("choice", "Field of work", "f_field", options=[option("Archaeology"), option("Botany"), option("Geology")]),
    question("choices", "Equipment", "f_kit", options=[option("Boat"), option("Drone"), option("Tent")]),
    question("rating", "How sure are you of the dates?", "f_sure"),
    question("likert", "How often do you need", "f_need", statements=LINES, scale=POINTS),
    question("ranking", "What matters most?", "f_rank", options=[option("Time"), option("Money"), option("People")]),
    question("file", "Letters of support", "f_letter", max=3),
    question("picture", "Picture of the site", "f_site"),
    question("group", "Children who come along", "f_kids", row={"en": "Child"}, min=1, max=3, items=CHILD),
    question("signature", "Your signature", "f_sign"),
    question("consent", "I agree to the rules of the house", "f_agree"),
)
UNASKED: tuple[dict[str, Any], ...] = (
    {"uid": "f_note", "kind": "guidance", "text": {"en": "The office adds **up to 10 %** for what nobody foresees."}},
    question("computed", "Cost in all", "f_all", required=False, currency="EUR"),
    question("hidden", "Where you heard of it", "f_from", required=False, default="letter"),
)
CALC = [{"uid": "f_all", "expr": {"mul": [{"f": "f_people"}, {"f": "f_cost"}]}}]
PAGE = page(*ASKED[:10], *UNASKED, *ASKED[10:], title="Everything about the project", uid="p_all")
EVERY_KIND = document(PAGE, title="Season of excavations", calc=CALC)
