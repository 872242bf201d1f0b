"""Many new rows know their ids before they are sent, so that PostgreSQL takes them in one stream."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import MANY
from core.structure import Partner, Project
from tests.support.rows import add_partner
from tests.support.statements import counted

HARDLY = MANY - 1


@pytest.fixture
def project(session: Session) -> Project:
    return add_partner(session).project


def _add_partners(session: Session, project: Project, count: int) -> list[Partner]:
    added = [
        Partner(project=project, name_el=str(n), name_en=str(n), is_lead=False, starts_on=project.starts_on)
        for n in range(count)
    ]
    session.add_all(added)
    session.flush()
    return added


@pytest.mark.parametrize("count", [1, HARDLY, MANY, 3 * MANY])
def test_new_rows_have_ids_of_their_own_in_the_order_in_which_they_were_added(
    session: Session, project: Project, count: int
):
    ids = [partner.id for partner in _add_partners(session, project, count)]
    assert ids == sorted(set(ids))
    session.expire_all()
    stored = session.scalars(select(Partner).where(Partner.id.in_(ids)).order_by(Partner.id))
    assert [partner.name_en for partner in stored] == [str(n) for n in range(count)]


def test_an_id_that_was_given_stays(session: Session, project: Project):
    given = Partner(
        id=100_000, project=project, name_el="Δ", name_en="given", is_lead=False, starts_on=project.starts_on
    )
    session.add(given)
    assert given.id not in {partner.id for partner in _add_partners(session, project, MANY)}
    assert given.id == 100_000


def test_rows_that_came_one_by_one_and_many_at_once_do_not_meet(session: Session, project: Project):
    ids = [partner.id for count in (1, MANY, 1, MANY, HARDLY) for partner in _add_partners(session, project, count)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("count", "asks_back"), [(HARDLY, True), (MANY, False)])
def test_postgresql_is_asked_for_the_ids_of_many_rows_once(
    session: Session, project: Project, count: int, asks_back: bool
):
    with counted(session) as statements:
        _add_partners(session, project, count)
    inserts = [statement for statement in statements if statement.startswith("INSERT INTO partner")]
    assert any("RETURNING" in statement for statement in inserts) is asks_back
    assert len(inserts) == 1
