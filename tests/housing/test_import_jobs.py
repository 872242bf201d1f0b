"""A large file is read and taken while nobody waits."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from itertools import repeat

import pytest
from lxml.html import HtmlElement
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from app import create_app
from core.audit import record
from core.auth.permissions import StaffRole
from core.config import Settings
from core.crypto import KeyRing, new_key
from core.dates import utc_now
from core.errors import Refused
from core.importing.table import Table
from core.jobs import Job, JobStatus
from core.jobs.files import JobFile
from core.jobs.queue import cancel, fail, keep, take
from core.jobs.worker import NO_ANSWER, Worker
from core.sealed import install_keys
from core.serve import do_jobs
from core.structure import list_centres
from housing.jobs.files import IMPORT_FILE, import_some
from housing.models import FileImport, FileImportRow, ImportStatus, Listing
from housing.services.importing import file_imports
from housing.services.importing.file_kinds import LISTINGS
from housing.services.importing.imports import import_file
from housing.services.listings.deduplication import DEDUPLICATE
from tests.support import rows
from tests.support.pages import PageClient

HEADER = "Κωδικός;Τίτλος;Ενοίκιο;Περιοχή;τ.μ.;Τηλέφωνο"
MANY = 1_200  # more than one step takes
FEW = 24  # as many are many where all measures are short


@pytest.fixture
def officer(session: Session, client: PageClient) -> PageClient:
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session))
    session.commit()
    rows.sign_in(client, user)
    return client


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of few rows is large, and taken in several steps."""
    monkeypatch.setattr(file_imports, "ROWS_AT_ONCE", FEW - 4)
    monkeypatch.setattr("housing.views.importing.imports.LARGE", 0)
    monkeypatch.setattr("housing.views.importing.import_steps.ROWS_WAITED_FOR", 0)


def large(*lines: str, rows: int = FEW) -> bytes:
    many = (f"B-{number};Διαμέρισμα με θέα στη θάλασσα;430;Πόρος;60;2810990002" for number in range(rows))
    return "\n".join([HEADER, *lines, *many]).encode()


def send(client: PageClient, content: bytes) -> HtmlElement:
    return client.submit("/listings/import", file=(BytesIO(content), "Λυδάκη.csv"), source="portal")


def work(settings: Settings, steps: int | None = None) -> None:
    """What the workers beside the service do: all, or so many steps."""
    left = repeat(False) if steps is None else iter([False] * steps)
    do_jobs(lambda: create_app(settings), lambda: next(left, True), until_idle=True)


def job(session: Session) -> Job:
    """The newest job of a file; what is taken has a search for doubles asked for as well."""
    session.expire_all()
    found = session.scalars(select(Job).where(Job.kind == IMPORT_FILE).order_by(Job.id.desc())).first()
    session.commit()
    return found


def file(session: Session) -> FileImport:
    session.expire_all()
    found = session.scalars(select(FileImport)).one()
    session.commit()
    return found


def test_a_large_file_is_read_and_taken_by_the_workers(officer: PageClient, session: Session, settings: Settings):
    page = send(officer, large(rows=MANY))
    going = f"/imports/jobs/{job(session).id}"
    assert page.xpath("//*[@id='job-part']//a[@hx-get]/@hx-get") == [going]
    work(settings)
    page = officer.page(going)
    assert page.xpath("normalize-space(//h1)") == "Check before anything is stored"
    assert f"Take {MANY} rows" in page.text_content()
    assert session.scalars(select(JobFile)).all() == []
    own = f"/imports/{file(session).id}"
    page = officer.submit(own, action=f"{own}/take")
    assert page.xpath("normalize-space(//h1)") == "Import of a file"
    work(settings)
    assert (job(session).done, job(session).total) == (MANY, MANY)
    assert file(session).status is ImportStatus.DONE
    assert session.scalar(select(func.count()).select_from(Listing)) == MANY


def begin_taking(officer: PageClient, session: Session, settings: Settings) -> str:
    """A large file is sent and read, and somebody asks to take it: its address."""
    send(officer, large())
    work(settings)
    own = f"/imports/{file(session).id}"
    officer.submit(own, action=f"{own}/take")
    return own


def looks(session: Session) -> int:
    """How often somebody asked to look for doubles."""
    return session.scalar(select(func.count()).where(Job.kind == DEDUPLICATE)) or 0


@pytest.mark.parametrize(("again", "asked"), [(False, 1), (True, 0)])
@pytest.mark.usefixtures("short")
def test_what_came_is_compared_with_the_rest_once_and_at_the_end(
    officer: PageClient, session: Session, settings: Settings, again: bool, asked: int
):
    if again:
        kept = {"source": "portal", "accept_valid": False, "actor": None, "at": rows.NOW}
        import_file(session, LISTINGS, "a.csv", large(), centres=list_centres(session), **kept)
        session.execute(delete(Job))
        session.commit()
    begin_taking(officer, session, settings)
    work(settings, steps=1)
    assert (0 < job(session).done < FEW, looks(session)) == (True, 0)
    session.commit()
    work(settings)
    assert (file(session).status, looks(session)) == (ImportStatus.DONE, asked)


@pytest.mark.usefixtures("short")
def test_what_came_before_it_was_cancelled_is_compared_too(officer: PageClient, session: Session, settings: Settings):
    begin_taking(officer, session, settings)
    work(settings, steps=1)
    going = f"/imports/jobs/{job(session).id}"
    officer.submit(going, action=f"/jobs/{job(session).id}/cancel")
    assert looks(session) == 1


@pytest.mark.parametrize("parts", [1, 2])
@pytest.mark.usefixtures("short")
def test_a_file_that_ends_with_a_whole_step_is_done(
    officer: PageClient, session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch, parts: int
):
    monkeypatch.setattr(file_imports, "ROWS_AT_ONCE", FEW // parts)
    own = begin_taking(officer, session, settings)
    work(settings)
    assert (job(session).status, job(session).done) == (JobStatus.DONE, FEW)
    assert file(session).status is ImportStatus.DONE
    assert "What came of the file" in officer.page(own).text_content()


@pytest.mark.usefixtures("short")
def test_a_large_file_that_cannot_be_read_waits_for_who_sent_it(
    officer: PageClient, session: Session, settings: Settings
):
    send(officer, large('"never closed'))
    work(settings)
    page = officer.page("/")
    assert "a quotation mark is missing" in page.text_content()
    address = f"/imports/jobs/{job(session).id}"
    assert page.xpath("//main//li[contains(@class, 'st-task')]//a/@href") == [address]
    officer.submit(address, action=f"/jobs/{job(session).id}/cancel")
    assert "quotation mark" not in officer.page("/").text_content()
    assert session.scalars(select(JobFile)).all() == session.scalars(select(FileImport)).all() == []


@pytest.mark.usefixtures("short")
def test_a_file_whose_taking_is_cancelled_waits_again(officer: PageClient, session: Session, settings: Settings):
    begin_taking(officer, session, settings)
    going = f"/imports/jobs/{job(session).id}"
    officer.submit(going, action=f"/jobs/{job(session).id}/cancel")
    assert job(session).status is JobStatus.CANCELLED
    assert file(session).status is ImportStatus.OPEN
    assert session.scalar(select(func.count()).select_from(FileImportRow)) == FEW


@contextmanager
def a_step_under_way(session: Session) -> Iterator[Future[None]]:
    """A worker is in the middle of a step when somebody cancels the job: gives how that ends, after the step."""
    going, engine = job(session), session.get_bind()
    run = take(session, engine, at=utc_now(), until=utc_now() + timedelta(minutes=1))
    session.commit()
    step = import_some(session, run)
    with ThreadPoolExecutor(1) as somebody_else, Session(engine) as other:

        def cancel_it() -> None:
            cancel(other, other.get_one(Job, going.id), at=utc_now())
            record(other, "arrange", actor=None)
            other.commit()

        cancelling = somebody_else.submit(cancel_it)
        with pytest.raises(TimeoutError):
            cancelling.result(timeout=0.5)
        keep(session, run, step, at=utc_now())
        session.commit()
        yield cancelling


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite's writers take turns
@pytest.mark.usefixtures("short")
def test_a_file_that_is_cancelled_while_it_is_read_keeps_nobody_waiting_for_ever(officer: PageClient, session: Session):
    send(officer, large())
    with a_step_under_way(session) as cancelling, pytest.raises(Refused, match="ended already"):
        cancelling.result()
    assert file(session).status is ImportStatus.OPEN
    assert job(session).status is JobStatus.DONE


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("short")
def test_what_a_worker_stores_while_somebody_cancels_is_compared_too(
    officer: PageClient, session: Session, settings: Settings
):
    begin_taking(officer, session, settings)
    with a_step_under_way(session) as cancelling:
        cancelling.result()
    assert (file(session).status, job(session).status) == (ImportStatus.OPEN, JobStatus.CANCELLED)
    assert (session.scalar(select(func.count(Listing.id))), looks(session)) == (FEW - 4, 1)


@pytest.mark.usefixtures("short")
def test_who_puts_a_failed_job_away_does_not_touch_the_one_after_it(
    officer: PageClient, session: Session, settings: Settings
):
    own = begin_taking(officer, session, settings)
    failed = job(session)
    fail(session, take(session, session.get_bind(), at=utc_now(), until=utc_now()), NO_ANSWER, at=utc_now())
    session.commit()
    officer.submit(own, action=f"{own}/take")
    page = f"/imports/jobs/{failed.id}"
    officer.submit(page, action=f"/jobs/{failed.id}/cancel")
    assert file(session).status is ImportStatus.TAKING


@pytest.mark.usefixtures("short", "own_keys")
def test_a_file_whose_keys_are_gone_ends_its_job_and_no_worker(
    officer: PageClient, session: Session, settings: Settings
):
    begin_taking(officer, session, settings)
    session.execute(update(Job).values(state={"since": "then"}))
    session.commit()
    install_keys(KeyRing.from_text(f"2:{new_key()}"))
    Worker(session.get_bind(), utc_now).work(lambda: False, until_idle=True)
    status = select(Job.status).where(Job.kind == IMPORT_FILE).order_by(Job.id.desc())
    assert session.scalars(status).first() is JobStatus.FAILED
    assert session.scalar(select(FileImport.status)) is ImportStatus.OPEN


def token(client: PageClient) -> str:
    return client.page("/listings/import").xpath("string(//input[@name='csrf_token']/@value)")


@pytest.mark.parametrize("begun", [0, 1])
@pytest.mark.usefixtures("short")
def test_a_file_that_is_being_taken_is_not_put_away(
    officer: PageClient, session: Session, settings: Settings, begun: int
):
    own = begin_taking(officer, session, settings)
    work(settings, steps=begun)
    refused = officer.post(f"{own}/forget", data={"csrf_token": token(officer)})
    assert (refused.status_code, "This file is being taken." in refused.text) == (409, True)
    assert officer.page(own).xpath("//*[@id='job-part']")
    work(settings)
    assert file(session).status is ImportStatus.DONE
    assert session.scalar(select(func.count()).select_from(Listing)) == FEW


@pytest.mark.usefixtures("short")
def test_a_file_that_is_put_away_before_it_is_read_ends_its_job(
    officer: PageClient, session: Session, settings: Settings, caplog: pytest.LogCaptureFixture
):
    send(officer, large())
    waiting = job(session)
    assert officer.page(f"/imports/{file(session).id}").xpath("//*[@id='job-part']")
    officer.post(f"/imports/{file(session).id}/forget", data={"csrf_token": token(officer)})
    work(settings)
    assert (job(session).id, job(session).status) == (waiting.id, JobStatus.DONE)
    assert session.scalars(select(JobFile)).all() == session.scalars(select(FileImport)).all() == []
    assert [found for found in caplog.records if found.levelname in ("WARNING", "ERROR")] == []


@pytest.mark.usefixtures("short")
def test_a_file_that_is_put_away_while_it_is_read_ends_its_job(
    officer: PageClient, session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):  # fmt: skip
    send(officer, large())
    csrf_token, read_file = token(officer), file_imports.read_file

    def read_meanwhile(*told: object) -> Table:
        officer.post(f"/imports/{file(session).id}/forget", data={"csrf_token": csrf_token})
        return read_file(*told)

    monkeypatch.setattr(file_imports, "read_file", read_meanwhile)
    work(settings)
    assert job(session).status is JobStatus.DONE
    assert session.scalars(select(FileImportRow)).all() == session.scalars(select(FileImport)).all() == []
    assert [found for found in caplog.records if found.levelname in ("WARNING", "ERROR")] == []


@pytest.mark.usefixtures("short")
def test_a_file_that_waits_is_sealed(officer: PageClient, session: Session):
    send(officer, large())
    kept = session.execute(text("SELECT name, content FROM job_file")).one()
    assert all("Λυδάκη".encode() not in bytes(value) and b"2810990002" not in bytes(value) for value in kept)
