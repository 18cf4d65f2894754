"""Where tries are counted is a setting."""

from pathlib import Path

from tests.support.databases import environ_for
from webapp import create_app
from webapp.access.tries import tries
from webapp.models.counter import DatabaseTries
from webapp.models.redis_counter import RedisTries


def test_the_database_counts_by_default(tmp_path: Path) -> None:
    with create_app(environ_for(tmp_path)).app_context():
        assert isinstance(tries(), DatabaseTries)


def test_redis_counts_where_it_is_named(tmp_path: Path) -> None:
    with create_app(environ_for(tmp_path, redis_url="redis://127.0.0.1:1/0")).app_context():
        assert isinstance(tries(), RedisTries)
