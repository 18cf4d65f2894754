"""The unit for systemd: it starts the command that there is, and keeps data where it says."""

import configparser

from webapp.config import ROOT, Config


def unit() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(ROOT / "deploy/lodge.service")
    return parser


def test_its_settings_can_be_used(tmp_path: object) -> None:
    given = dict(pair.split("=", 1) for pair in unit()["Service"]["Environment"].split())
    config = Config.read(given | {"LODGE_INSTANCE": str(tmp_path)})
    assert (config.trusted_proxies, config.log_format) == (("127.0.0.1",), "json")


def test_data_stays_in_the_folder_that_systemd_makes() -> None:
    service = unit()["Service"]
    assert f"LODGE_INSTANCE=/var/lib/{service['StateDirectory']} " in service["Environment"]


def test_it_starts_what_make_environment_installs() -> None:
    assert unit()["Service"]["ExecStart"] == f"{unit()['Service']['WorkingDirectory']}/.venv/bin/lodge serve"
