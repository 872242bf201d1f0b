"""The pages of jobs: who sees which, how they stand, and what can be done about them."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.jobs import Job, JobStatus, enqueue
from core.structure import Centre
from core.text import Sentence
from tests.core.jobs import kinds  # noqa: F401  (registers itself)
from tests.support.pages import PageClient
from tests.support.rows import NOW, PASSWORD, add_centre, add_user
from tests.support.visits import enter, text

WHY = Sentence("There is no room on %(place)s.", {"place": "Crete"})


@pytest.fixture
def heraklion(session: Session) -> Centre:
    return add_centre(session, "heraklion")


@pytest.fixture
def chania(session: Session, heraklion: Centre) -> Centre:
    return add_centre(session, "chania")


@pytest.fixture
def officer(session: Session, heraklion: Centre) -> User:
    return add_user(session, StaffRole.HOUSING_OFFICER, heraklion)


def add_job(session: Session, asked_by: User | None, centre: Centre | None = None, **columns: object) -> Job:
    centre_id = centre.id if centre else None
    job = enqueue(session, "test-count", {"total": 3}, actor=asked_by, at=NOW, centre_id=centre_id)
    for name, value in columns.items():
        setattr(job, name, value)
    session.flush()
    return job


def listed(client: PageClient) -> list[str]:
    return client.page("/jobs").xpath("//main//tbody//th//a/@href")


def test_everybody_sees_their_own_and_administrators_those_below_them(
    session: Session, client: PageClient, heraklion: Centre, chania: Centre, officer: User
):
    own, foreign, of_all = add_job(session, officer), add_job(session, None, chania), add_job(session, None)
    near = add_job(session, None, heraklion)
    for user, seen in (
        (officer, [own]),
        (add_user(session, StaffRole.HOUSING_OFFICER, heraklion), []),
        (add_user(session, StaffRole.ADMINISTRATOR, chania), [foreign]),
        (add_user(session, StaffRole.ADMINISTRATOR), [near, of_all, foreign, own]),
    ):
        enter(client, session, user)
        assert listed(client) == [f"/jobs/{job.id}" for job in seen]
        for job in (own, foreign, of_all, near):
            client.page(f"/jobs/{job.id}", status=200 if job in seen else 404)


def test_a_job_under_way_says_how_far_it_is_and_can_be_cancelled(session: Session, client: PageClient, officer: User):
    job = add_job(session, officer, status=JobStatus.RUNNING, done=1, total=3)
    enter(client, session, officer)
    page = client.page(f"/jobs/{job.id}")
    assert page.xpath("//main//progress/@value | //main//progress/@max") == ["1", "3"]
    assert "1 of 3" in text(page)
    page = client.submit(f"/jobs/{job.id}", action=f"/jobs/{job.id}/cancel")
    assert "cancelled" in text(page)
    assert not page.xpath("//main//form | //main//*[@hx-get]")


def test_a_job_that_failed_waits_on_the_board_until_it_is_decided(session: Session, client: PageClient, officer: User):
    job = add_job(session, officer, status=JobStatus.FAILED, said=WHY.as_json(), ended_at=NOW)
    enter(client, session, officer)
    page = client.page("/")
    assert "Counting failed There is no room on Crete." in text(page)
    page = client.submit(page.xpath("//main//li//a/@href")[0], action=f"/jobs/{job.id}/retry")
    assert "waiting" in text(page)
    assert "Counting failed" not in text(client.page("/"))


def test_what_was_decided_already_is_said_and_changes_nothing(session: Session, client: PageClient, officer: User):
    job = add_job(session, officer, status=JobStatus.FAILED, ended_at=NOW)
    enter(client, session, officer)
    client.page(f"/jobs/{job.id}")
    session.refresh(job)
    job.status = JobStatus.DONE
    session.commit()
    for step in ("retry", "cancel"):
        token = client.page("/jobs").xpath("//meta[@name='csrf-token']/@content")[0]
        assert client.post(f"/jobs/{job.id}/{step}", data={"csrf_token": token}).status_code == 409


def test_a_long_list_has_pages(session: Session, client: PageClient, officer: User):
    jobs = [add_job(session, officer) for _ in range(51)]
    enter(client, session, officer)
    page = client.page("/jobs")
    assert "1 to 50 of 51" in text(page)
    (following,) = page.xpath("//a[@rel='next']/@href")
    page = client.page(following)
    assert page.xpath("//main//tbody//th//a/@href") == [f"/jobs/{jobs[0].id}"]
    assert not page.xpath("//a[@rel='next']")
    for odd in ("0", "-3", "999999999999", "x"):
        client.page(f"/jobs?page={odd}")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_page_keeps_up_by_itself(session: Session, app: Flask, page: Page, officer: User):
    job = add_job(session, officer, status=JobStatus.RUNNING, done=1, total=3)
    session.commit()
    page.goto("/sign-in")
    page.locator("#email").fill(officer.email)
    page.locator("#password").fill(PASSWORD)
    page.locator("main form button.btn-primary").click()
    page.goto(f"/jobs/{job.id}")
    expect(page.locator("main progress")).to_have_attribute("value", "1")
    job.status, job.done, job.ended_at = JobStatus.DONE, 3, NOW
    session.commit()
    expect(page.locator("main progress")).to_have_attribute("value", "3")
    expect(page.locator("#job-part [hx-get]")).to_have_count(0)
