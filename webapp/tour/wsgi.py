"""WSGI: what a server hands to the application, and three servers that do."""

from flask import Blueprint, render_template, request

from webapp.access import public

bp = Blueprint("wsgi", __name__)
FACTS = (
    *("REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "SERVER_PROTOCOL"),
    *("wsgi.version", "wsgi.url_scheme", "wsgi.multithread", "wsgi.multiprocess", "wsgi.run_once"),
)
COMMANDS = (
    "granian --interface wsgi --factory webapp:create_app --port 5000",
    "gunicorn --bind 127.0.0.1:5000 'webapp:create_app()'",
    "waitress-serve --listen 127.0.0.1:5000 --call webapp:create_app",
)


@bp.get("/wsgi")
@public
def show() -> str:
    # Which server it is, and not which version: that would help the wrong people most.
    server = request.environ.get("SERVER_SOFTWARE", "").partition("/")[0]
    known = [("SERVER_SOFTWARE", server), *((name, request.environ.get(name)) for name in FACTS)]
    facts = [{"key": name, "value": repr(value)} for name, value in known]
    return render_template("tour/wsgi/show.html", facts=facts, commands=COMMANDS)
