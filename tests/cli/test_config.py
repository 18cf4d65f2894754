"""`lodge config show`, and README's table that is made by it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from tests.support.databases import environ_for
from tests.support.settings import setting
from webapp import create_app
from webapp.cli import main
from webapp.cli.config import limits_markdown, markdown
from webapp.config import ROOT, variable_of, variables
from webapp.config_values import ConfigError
from webapp.limits import SHAPES

KEY = "not to be seen by anybody at all or ever"


def shown(app: Flask, *options: str) -> str:
    result = app.test_cli_runner().invoke(args=["config", "show", *options])
    assert result.exit_code == 0
    return result.output


def test_readme_shows_every_setting_as_the_code_has_it() -> None:
    assert markdown() in (ROOT / "README.md").read_text()
    assert limits_markdown() in (ROOT / "README.md").read_text()


def test_the_table_names_every_setting() -> None:
    assert all(f"`{variable_of(item.name)}`" in markdown() for item in variables())
    assert all(f"`{variable_of(name)}`" in limits_markdown() for name in SHAPES)


def test_values_in_force_are_shown(app: Flask) -> None:
    assert "LODGE_BASE_URL=http://localhost\n" in shown(app)
    assert json.loads(shown(app, "--json"))["LODGE_WORKERS"] == "2"


def test_limits_in_force_are_shown(app: Flask) -> None:
    setting(login_pair=7)
    assert json.loads(shown(app, "--json"))["LODGE_LOGIN_PAIR"] == "7"
    assert "LODGE_SESSION_IDLE=480\n" in shown(app)


def test_before_there_is_a_table_the_defaults_are_shown(tmp_path: Path) -> None:
    assert "LODGE_LOGIN_PAIR=10\n" in shown(create_app(environ_for(tmp_path)))


def test_a_limit_out_of_its_bounds_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"LODGE_LOGIN_PAIR is '101'\. Use a whole number from 1 to 100\."):
        create_app(environ_for(tmp_path, login_pair="101"))


def test_no_key_and_no_password_is_shown(tmp_path: Path) -> None:
    settings = {"secret_key": KEY, "secret_key_fallbacks": KEY * 2, "database_url": "postgresql://lodge:hunter2@db/lodge"}
    app = create_app(environ_for(tmp_path, redis_url="redis://:hunter2@cache/0", **settings))
    assert "not to be seen" not in shown(app)
    assert "hunter2" not in shown(app)


def test_a_wrong_setting_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LODGE_WORKERS", "many")
    with pytest.raises(SystemExit, match=r"LODGE_WORKERS is 'many'\. Use a whole number from 1 to 64\."):
        main()


@pytest.mark.parametrize("command", [["lodge"], ["flask", "--app", "webapp"]])
def test_a_wrong_setting_is_one_sentence_on_either_command(tmp_path: Path, command: list[str]) -> None:
    program = Path(sys.executable).with_name(command[0])
    environ = os.environ | {"LODGE_INSTANCE": str(tmp_path), "LODGE_WORKERS": "many"}
    ended = subprocess.run(
        [program, *command[1:], "config", "show"], env=environ, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.strip().removeprefix("Error: ") == "LODGE_WORKERS is 'many'. Use a whole number from 1 to 64."
