"""The jobs that a test asked for, done here and now."""

from flask import Flask

from core.dates import utc_now
from core.jobs.worker import Worker
from core.session import database


def do_jobs(app: Flask) -> None:
    """Every job that is due."""
    with app.app_context():
        worker = Worker(database.engine, utc_now, app.app_context)
    worker.work(lambda: False, until_idle=True)
