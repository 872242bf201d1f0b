"""Alembic, called from code: bring a database up to date, or ask whether it is."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine

from core.config import ROOT
from core.db import READ_ONLY, prepare_engine


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Apply the migrations up to `revision` to the database at `url`."""
    _run(url, command.upgrade, revision)


def downgrade(url: str, revision: str) -> None:
    """Take the migrations back to `revision` (`base`: none)."""
    _run(url, command.downgrade, revision)


def is_current(engine: Engine) -> bool:
    """Whether every migration is applied."""
    with engine.execution_options(**{READ_ONLY: True}).connect() as connection:
        applied = MigrationContext.configure(connection).get_current_heads()
    return set(applied) == set(ScriptDirectory.from_config(_config()).get_heads())


def _run(url: str, what: object, revision: str) -> None:
    engine = create_engine(url)
    prepare_engine(engine)
    try:
        with engine.begin() as connection:
            config = _config()
            config.attributes["connection"] = connection
            what(config, revision)  # type: ignore[operator]
    finally:
        engine.dispose()
