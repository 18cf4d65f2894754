"""The organisation's own words around a mail: a template in a sandbox, which names what it is given and nothing else."""

import re
from collections.abc import Mapping
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from webapp.in_force import config, reading
from webapp.languages import _, spoken
from webapp.models.fault import count_fault
from webapp.models.mail_kinds import KINDS, filled_in, setting_of

VARIABLES = ("name", "subject", "text", "link", "site")
FILTERS = frozenset({"capitalize", "lower", "title", "trim", "upper"})
# Nothing that calls, reads a part of something, repeats, or loads: what is left cannot leave the sandbox or run for long.
ALLOWED = (
    nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.CondExpr, nodes.Not, nodes.And, nodes.Or,
    nodes.Compare, nodes.Operand, nodes.Filter,
)  # fmt: skip
LINK = re.compile(r"https?://\S+")
environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
environment.globals.clear()


def check_template(source: str) -> set[str]:
    """The variables that a template names. Raises ValueError with a sentence that names the line."""
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        raise ValueError(_("Line %(line)s cannot be read: %(why)s.", line=error.lineno, why=error.message)) from error
    named = set()
    for node in tree.find_all(nodes.Node):
        if not is_allowed(node):
            raise ValueError(_("Line %(line)s reaches for something that a mail is not given.", line=node.lineno))
        if isinstance(node, nodes.Name):
            named.add(node.name)
    return named


def is_allowed(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Name):
        return node.ctx == "load" and node.name in VARIABLES
    if isinstance(node, nodes.Filter):
        return node.name in FILTERS and not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)
    return isinstance(node, ALLOWED)


@lru_cache(maxsize=256)
def compiled(source: str) -> Template:
    check_template(source)
    return environment.from_string(source)


def rendered(template: Mapping[str, str], values: Mapping[str, str]) -> tuple[str, str]:
    """(subject, text). Raises whatever is wrong with the template."""
    subject = " ".join(compiled(template["subject"]).render(values).split())
    text = compiled(template["text"]).render(values).strip()
    if not subject or not text:
        raise ValueError("the template leaves nothing")
    return subject, f"{text}\n"


def in_own_words(kind: str, name: str, subject: str, body: str) -> tuple[str, str]:
    """Subject and text of a mail as the organisation words it; ours where it has no words for it, or those fail."""
    found = reading().stored.get(setting_of(kind, spoken())) if kind in KINDS else None
    if not found:
        return subject, body
    values = values_of(name if KINDS[kind].has_name else "", subject, body)
    try:
        new = rendered(found, values)
        if values["link"] not in new[1]:
            raise ValueError("the template leaves the link out")
    except Exception as error:  # whatever it is: the mail goes first, and the list of problems has it
        count_fault(error, route=f"mail {kind} ({spoken()})", request_id="")
        return subject, body
    return new


def values_of(name: str, subject: str, body: str) -> dict[str, str]:
    """What a template is given: of our text the greeting is left out, and the first link that stands alone is taken."""
    paragraphs = body.strip().split("\n\n")
    if paragraphs[0] in {_("Hello,"), _("Hello %(name)s,", name=name)}:
        paragraphs = paragraphs[1:]
    link = next((one for one in paragraphs if LINK.fullmatch(one.strip())), "")
    told = {"name": name, "subject": subject, "text": "\n\n".join(paragraphs), "link": link.strip()}
    return told | {"site": site_name()}


def site_name() -> str:
    """The organisation's name: the environment's, unless that leaves it to the settings."""
    fixed = config().site_name
    return fixed if fixed != "Lodge" else str(reading().stored.get("site_name", fixed))


def ours(kind: str) -> dict[str, str]:
    """What the portal writes by itself, as a template in the language that is spoken."""
    greeting = _("Hello %(name)s,", name="{{ name }}") if KINDS[kind].has_name else _("Hello,")
    return {"subject": "{{ subject }}", "text": greeting + "\n\n{{ text }}"}


def example(kind: str, name: str, link: str) -> dict[str, str]:
    """What a template of this kind is given in a preview."""
    text = f"{filled_in(KINDS[kind].example)}\n\n{link}"
    told = {"name": name if KINDS[kind].has_name else "", "subject": filled_in(KINDS[kind].title), "text": text}
    return told | {"link": link, "site": site_name()}
