"""The unit for systemd: it starts the command that there is, and keeps data where it says."""

import configparser

from webapp.config import ROOT, Config


def unit(name: str = "lodge") -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(ROOT / f"deploy/{name}.service")
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


def test_the_worker_is_as_guarded_as_the_server() -> None:
    """All that the server's unit says of its service, but for what it starts and where it listens."""
    server, worker = unit()["Service"], unit("lodge-worker")["Service"]
    assert worker["ExecStart"] == server["ExecStart"].replace("serve", "worker")
    differing = {name for name in server if server[name] != worker.get(name)}
    assert differing == {"Environment", "ExecStart"}
