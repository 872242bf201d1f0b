"""Stored versions of schemes."""

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.errors import Refused
from subsidies.models import SchemeVersion, VersionStatus
from subsidies.rules.scheme_file import shipped_schemes, shipped_text
from subsidies.services import schemes
from subsidies.services.schemes import (
    KEPT,
    find_awarding_version,
    find_newest,
    get_awarding_versions,
    hash_of,
    list_newest_versions,
    load_scheme,
    store_all_shipped,
    store_shipped,
)
from tests.support.backups import stegi
from tests.support.rows import NOW, TODAY, add_user

SHIPPED = ("helios-2019", "helios-plus", "opeka-housing-benefit")


def add_version(session: Session, version: SchemeVersion, number: int, text: str) -> SchemeVersion:
    proposer, approver = (add_user(session, role) for role in (StaffRole.FINANCE_OFFICER, StaffRole.FINANCE_APPROVER))
    added = SchemeVersion(
        key=version.key,
        version=number,
        text=text,
        sha256=hash_of(text),
        status=VersionStatus.APPROVED,
        prepared_by=proposer,
        prepared_at=NOW,
        decided_by=approver,
        decided_at=NOW,
    )
    session.add(added)
    session.flush()
    return added


def test_a_shipped_scheme_is_stored_whole_as_version_1(session: Session, version: SchemeVersion) -> None:
    assert (version.version, version.text) == (1, shipped_text("demonstration"))
    assert version.sha256 == sha256(version.text.encode()).hexdigest()
    assert load_scheme(version) == shipped_schemes()["demonstration"]


def test_what_is_drafted_over_and_over_is_not_kept_for_good(version: SchemeVersion) -> None:
    for number in range(2 * KEPT):
        text = f"{version.text}# {number}\n"
        load_scheme(SchemeVersion(key=version.key, version=2, text=text))
    assert schemes._read.cache_info().currsize == KEPT


def test_what_is_stored_stays(session: Session, version: SchemeVersion) -> None:
    assert store_shipped(session, "demonstration", at=NOW, demonstration=True) is version


def test_an_installation_has_every_shipped_scheme_but_the_demonstration(session: Session) -> None:
    for _time in range(2):
        store_all_shipped(session, NOW)
    stored = list_newest_versions(session)
    assert [version.key for version in stored] == [*SHIPPED]
    assert {(version.version, version.status, version.prepared_by) for version in stored} == {
        (1, VersionStatus.APPROVED, None)
    }


def test_a_scheme_of_ones_own_is_not_taken_for_what_a_later_service_brings_under_its_key(
    session: Session, database_url: str
) -> None:
    """Also when it was returned, and so is no scheme at all."""
    own = add_version(session, SchemeVersion(key="helios-plus"), 1, shipped_text("helios-plus") + "# Our own\n")
    session.commit()
    [said] = store_all_shipped(session, NOW)
    assert str(said).startswith("The scheme helios-plus that comes with the service is not laid down")
    assert [version.key for version in list_newest_versions(session)] == [*SHIPPED]
    assert find_newest(session, "helios-plus") is own
    session.commit()
    again = stegi(database_url, "upgrade")
    assert (again.exit_code, str(said) in again.stderr) == (0, True)
    assert json.loads(stegi(database_url, "upgrade", "--json").stdout)["missing"] == [str(said)]


def test_the_demonstration_scheme_is_refused_where_people_work_in_earnest(session: Session) -> None:
    with pytest.raises(Refused, match="demonstration"):
        store_shipped(session, "demonstration", at=NOW)
    assert list_newest_versions(session) == []


def test_the_newest_version_counts(session: Session, version: SchemeVersion) -> None:
    newer = add_version(session, version, 2, version.text)
    helios = store_shipped(session, "helios-2019", at=NOW)
    assert list_newest_versions(session) == [newer, helios]
    assert find_awarding_version(session, TODAY) is newer


@pytest.mark.parametrize(
    ("closes_on", "awards"),
    [
        pytest.param(date(2026, 11, 23), False, id="closes-today"),
        pytest.param(date(2026, 11, 24), True, id="closes-tomorrow"),
    ],
)
def test_a_closed_scheme_awards_no_more(
    session: Session, version: SchemeVersion, closes_on: date, awards: bool
) -> None:
    opens = "opens_on = 2019-06-01"
    closing = add_version(session, version, 2, version.text.replace(opens, f"{opens}\ncloses_on = {closes_on}"))
    assert load_scheme(closing) == replace(load_scheme(version), closes_on=closes_on)
    assert (find_awarding_version(session, TODAY) is closing) is awards


@pytest.mark.parametrize(
    ("opens_on", "expected"),
    [
        pytest.param("opens_on = 2026-06-01\n", ["alpha", "demonstration"], id="what-opened-last-is-first"),
        pytest.param("opens_on = 2019-06-01\n", ["alpha", "demonstration"], id="of-one-day-by-key"),
        pytest.param("opens_on = 2018-06-01\n", ["demonstration", "alpha"], id="what-opened-before"),
        pytest.param("", ["demonstration", "alpha"], id="what-was-always-open"),
        pytest.param("opens_on = 2027-06-01\n", ["demonstration"], id="what-opens-later"),
    ],
)
def test_of_several_schemes_that_award_what_opened_last_is_expected(
    session: Session, version: SchemeVersion, opens_on: str, expected: list[str]
) -> None:
    text = version.text.replace('"demonstration"', '"alpha"').replace("opens_on = 2019-06-01\n", opens_on)
    add_version(session, SchemeVersion(key="alpha"), 1, text)
    assert [found.key for found in get_awarding_versions(session, TODAY)] == expected
    found = find_awarding_version(session, TODAY)
    assert found is not None
    assert found.key == expected[0]


def test_without_an_awarding_scheme_the_day_is_named(session: Session) -> None:
    store_shipped(session, "helios-2019", at=NOW)
    with pytest.raises(Refused, match="2026-11-23"):
        get_awarding_versions(session, TODAY)
