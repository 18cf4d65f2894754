"""Building addresses: a view is named, and Flask writes the address."""

import json
from typing import Any

from flask import Blueprint, current_app, render_template, url_for

from webapp.access import public

bp = Blueprint("addresses", __name__)
CALLS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("main.home.about", {}),
    ("main.home.about", {"_anchor": "help"}),
    ("tour.add.show", {"first": -2, "second": 44}),
    ("tour.capitalize.show", {"words": "crème brûlée & tea?"}),
    ("tour.escaping.show", {"text": "fish & <chips>"}),
    ("static", {"filename": "icon.svg"}),
)


@bp.get("/addresses")
@public
def show() -> str:
    built = [(spelt(endpoint, values), url_for(endpoint, **values)) for endpoint, values in CALLS]
    known = [(rule.rule, rule.endpoint) for rule in current_app.url_map.iter_rules() if rule.endpoint.startswith("tour.")]
    return render_template("tour/addresses/show.html", built=built, known=known)


def spelt(endpoint: str, values: dict[str, Any]) -> str:
    """The call as it would stand in a file."""
    arguments = [json.dumps(endpoint), *(f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in values.items())]
    return f"url_for({', '.join(arguments)})"
