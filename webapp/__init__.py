"""Lodge, put together: `create_app` reads the environment and joins extensions, desks, headers and errors."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from flask import Flask

from webapp.access.doors import check_door
from webapp.access.gate import PAGE_LIMIT, RowId, check_request
from webapp.account import bp as account
from webapp.admin import bp as admin
from webapp.api import bp as api
from webapp.auth import bp as auth
from webapp.cli import COMMANDS
from webapp.config import ROOT, Config
from webapp.cookies import CookieSessions
from webapp.database import engine_options, listen, stop_reading
from webapp.environments import SpokenEnvironment
from webapp.errors import answer_errors
from webapp.extensions import csrf, db, login, migrate
from webapp.forms import bp as forms
from webapp.headers import dress_answers
from webapp.inbox import bp as inbox
from webapp.languages import speak
from webapp.logs import write_logs
from webapp.main import bp as main
from webapp.models.turns import share_turns
from webapp.pages import prepare_templates
from webapp.site import language_here
from webapp.tokens import check_token
from webapp.tour import bp as tour


class Lodge(Flask):
    """Flask, told that no view here is asynchronous: it would ask each of them fifteen times a request.

    Templates are few and stay: in Jinja's usual cache each use moves one to the end of a list, 30 times a page.
    """

    jinja_environment = SpokenEnvironment
    jinja_options = MappingProxyType({"cache_size": -1, "extensions": ["webapp.environments.Translated"]})

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def create_app(environ: Mapping[str, str] | None = None) -> Flask:
    """The WSGI application. Raises ConfigError with a sentence when a setting cannot be used."""
    config = configured(environ)
    app = Lodge(
        "webapp",
        root_path=str(ROOT / "webapp"),
        instance_path=str(config.instance),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.config.from_mapping(flask_settings(config))
    app.url_map.converters["int"] = RowId
    write_logs(config.log_format)
    # The order is the order of a request: id and headers, the gate, the door, then the page's token.
    dress_answers(app)
    app.before_request(check_request)
    speak(app, language_here)
    db.init_app(app)
    login.init_app(app)
    # Flask-Login's remember cookie is not used: nothing is to be looked for after each answer.
    app.after_request_funcs[None].remove(login._update_remember_cookie)
    app.before_request(check_door)
    csrf.init_app(app)
    app.before_request(check_token)
    migrate.init_app(app, db, directory=str(ROOT / "webapp" / "migrations"), render_as_batch=True)
    app.teardown_appcontext(stop_reading)
    app.session_interface = CookieSessions()
    with app.app_context():
        listen(db.engine)
    for desk in (main, auth, account, forms, inbox, admin, api):
        app.register_blueprint(desk)
    if config.has_tour:
        app.register_blueprint(tour)
    prepare_templates(app)
    answer_errors(app)
    for command in COMMANDS:
        app.cli.add_command(command)
    return app


def configured(environ: Mapping[str, str] | None) -> Config:
    config = Config.read(environ)
    config.instance.mkdir(0o700, parents=True, exist_ok=True)
    if environ is None:
        # The process is this application's: whatever serves it, its threads are what LODGE_THREADS says.
        share_turns(config.workers, config.threads)
    return config


def flask_settings(config: Config) -> dict[str, object]:
    keys = [config.secret_key, *config.secret_key_fallbacks]
    return {
        "LODGE": config,
        "MIGRATIONS": ROOT / "webapp" / "migrations",
        "SECRET_KEY": config.secret_key,
        "SECRET_KEY_FALLBACKS": list(config.secret_key_fallbacks),
        # Flask-WTF does not look at SECRET_KEY_FALLBACKS; itsdangerous signs with the last key of a list.
        "WTF_CSRF_SECRET_KEY": keys[::-1],
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_CHECK_DEFAULT": False,
        "SESSION_COOKIE_NAME": "__Host-lodge" if config.is_https else "lodge",
        "SESSION_COOKIE_SECURE": config.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": 30 * 24 * 3600,
        "SEND_FILE_MAX_AGE_DEFAULT": 365 * 24 * 3600,
        "MAX_CONTENT_LENGTH": PAGE_LIMIT,
        "MAX_FORM_MEMORY_SIZE": PAGE_LIMIT,
        "MAX_FORM_PARTS": 1000,
        "TEMPLATES_AUTO_RELOAD": False,
        "SQLALCHEMY_DATABASE_URI": config.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(config.database_url, config.threads),
    }
