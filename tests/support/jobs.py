"""The jobs that a test asked for, done here and now."""

from flask import Flask
from lxml.html import HtmlElement

from core.dates import utc_now
from core.jobs.worker import Worker
from core.session import database
from tests.support import pdf
from tests.support.pages import PageClient


def do_jobs(app: Flask) -> None:
    """Every job that is due."""
    with app.app_context():
        worker = Worker(database.engine, utc_now, app.app_context)
    worker.work(lambda: False, until_idle=True)


def after_the_job(app: Flask, client: PageClient) -> HtmlElement:
    """The page of the letter that was asked for last, when it is made."""
    do_jobs(app)
    (newest, *_) = client.page("/jobs").xpath("//main//a[starts-with(@href, '/letters/')]/@href")
    return client.page(newest)


def paper_of(app: Flask, client: PageClient, address: str, *, action: str) -> str:
    """What the PDF says that a form of a page asks for."""
    [path] = client.submit(address, action=action).xpath("//main//a[@hx-get]/@href")
    do_jobs(app)
    [file] = client.page(path).xpath("//main//a[@download]/@href")
    return " ".join(" ".join(pdf.pages(client.get(file).data)).split())
