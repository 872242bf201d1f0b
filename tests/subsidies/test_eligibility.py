"""Every reason against a case, both sides of its boundary, and what is listed as unchecked."""

from datetime import date, timedelta

import pytest

from tests.subsidies.quoting import ADULT, ask, case, codes, scheme_with

PROVEN = {"status": "refugee", "recognised_on": "2025-06-01", "enrolled_on": "2025-09-01"}


def helios(decided_on: str = "2026-01-20", **facts: str) -> dict:
    return case(scheme="helios-2019", decided_on=decided_on, starts_on=decided_on, facts={**PROVEN, **facts})


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(helios(), [], id="a recognised refugee"),
        pytest.param(helios(status="subsidiary-protection"), [], id="subsidiary protection"),
        pytest.param(case(facts={"status": "asylum-seeker"}), [], id="any status where the scheme names none"),
        pytest.param(helios(status="asylum-seeker"), ["status-not-covered"], id="a status outside the list"),
        pytest.param(helios(status=""), ["status-not-covered"], id="no text as status"),
        pytest.param(helios(status="Refugee"), ["status-not-covered"], id="a status spelt otherwise"),
        pytest.param(
            helios("2022-06-19", status="temporary-protection", recognised_on="2022-03-04", enrolled_on="2022-06-01"),
            ["status-not-covered"],
            id="temporary protection decided the day before it is covered",
        ),
        pytest.param(
            helios("2022-06-20", status="temporary-protection", recognised_on="2022-03-04", enrolled_on="2022-06-01"),
            [],
            id="temporary protection decided on the first day it is covered",
        ),
        pytest.param(
            helios(recognised_on="2017-12-31", enrolled_on="2018-01-01"),
            ["recognised-too-early"],
            id="recognised in 2017",
        ),
        pytest.param(
            helios(recognised_on="2018-01-01", enrolled_on="2018-01-01"), [], id="recognised on the first day"
        ),
        pytest.param(helios(enrolled_on="2026-06-01"), [], id="enrolled twelve months after recognition"),
        pytest.param(helios(enrolled_on="2026-06-02"), ["enrolled-too-late"], id="enrolled a day later"),
        pytest.param(
            helios(recognised_on="2024-02-29", enrolled_on="2025-02-28"), [], id="leap day and a year: 28 February"
        ),
        pytest.param(
            helios(recognised_on="2024-02-29", enrolled_on="2025-03-01"), ["enrolled-too-late"], id="a day after that"
        ),
        pytest.param(helios(recognised_on="9999-12-31", enrolled_on="9999-12-31"), [], id="at the end of the calendar"),
        pytest.param(helios("2019-06-01"), [], id="decided on the opening day"),
        pytest.param(
            helios("2019-05-31"), ["scheme-not-open", "tariff-missing"], id="decided and begun the day before"
        ),
        pytest.param(
            {**helios("2019-05-31"), "lease": {"starts_on": "2019-06-01", "monthly_rent": "1.00"}},
            ["scheme-not-open"],
            id="decided the day before, begun on the opening day",
        ),
        pytest.param(case(scheme="helios-plus"), ["scheme-draft", "tariff-missing"], id="a draft without amounts"),
    ],
)
def test_reasons_under_helios(data, expected):
    answered = ask(data)
    assert codes(answered) == expected
    assert answered["eligible"] is (expected == [])


@pytest.mark.parametrize(
    ("months", "recognised_on", "last_day"),
    [
        pytest.param(12, "2025-06-01", "2026-06-01", id="a year"),
        pytest.param(12, "2024-12-31", "2025-12-31", id="a year from the last day of one"),
        pytest.param(12, "2024-02-29", "2025-02-28", id="a year from a leap day: 28 February"),
        pytest.param(12, "2023-02-28", "2024-02-28", id="a year into a leap year: not the 29th"),
        pytest.param(48, "2020-02-29", "2024-02-29", id="four years from a leap day"),
        pytest.param(6, "2024-08-31", "2025-02-28", id="six months from 31 August: the end of February"),
        pytest.param(6, "2023-08-31", "2024-02-29", id="six months from 31 August into a leap year"),
        pytest.param(1, "2025-01-31", "2025-02-28", id="a month from 31 January"),
        pytest.param(1, "2025-03-31", "2025-04-30", id="a month from 31 March"),
        pytest.param(3, "2025-11-30", "2026-02-28", id="three months over the end of the year"),
    ],
)
def test_who_enrols_so_many_months_after_recognition_is_in_time_and_a_day_later_is_not(months, recognised_on, last_day):
    scheme = scheme_with("helios-2019", ("enrolled_within_months = 12", f"enrolled_within_months = {months}"))
    late = str(date.fromisoformat(last_day) + timedelta(days=1))
    assert codes(ask(helios(recognised_on=recognised_on, enrolled_on=last_day), scheme)) == []
    assert codes(ask(helios(recognised_on=recognised_on, enrolled_on=late), scheme)) == ["enrolled-too-late"]


def test_who_enrols_before_recognition_is_in_time():
    assert codes(ask(helios(recognised_on="2025-06-01", enrolled_on="2025-05-31"))) == []


def opeka(decided_on: str = "2026-05-20", rent: str = "300.00", income: str = "5000.00", **lease: object) -> dict:
    """Decided in May 2026, so that the award runs from 1 June to 30 November."""
    return case(
        scheme="opeka-housing-benefit",
        decided_on=decided_on,
        starts_on="2025-01-01",
        rent=rent,
        household={"members": [ADULT], "annual_income": income},
        lease={"declared": True, "accepted": True, **lease},
        facts={"rent_paid_by_bank": True},
    )


CASH = {"rent_paid_by_bank": False}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(opeka(), [], id="everything in order"),
        pytest.param(opeka(income="7000.00"), [], id="income at the limit"),
        pytest.param(opeka(income="7000.01"), ["income-over-limit"], id="income a cent above it"),
        pytest.param(opeka(rent="10.00"), [], id="rent at the minimum"),
        pytest.param(opeka(rent="9.99"), ["rent-below-minimum"], id="rent a cent below it"),
        pytest.param(
            opeka(rent="10.00", share="0.5"), [], id="the whole rent counts against the minimum, not the share"
        ),
        pytest.param(
            {**opeka(rent="9.99"), "rent_changes": [{"from": "2025-06-01", "monthly_rent": "300.00"}]},
            ["rent-below-minimum"],
            id="the first rent counts, not a later one",
        ),
        pytest.param(opeka(declared=False), ["lease-not-declared"], id="not declared"),
        pytest.param(opeka(accepted=False), ["lease-not-accepted"], id="declared but not accepted"),
        pytest.param(opeka(ends_on="2026-12-01"), [], id="the lease ends as the award does"),
        pytest.param(opeka(ends_on="2026-11-30"), ["lease-too-short"], id="the lease ends a day before the award"),
        pytest.param({**opeka(ends_on="2026-11-30"), "ends_on": "2026-11-30"}, [], id="it covers an award cut short"),
        pytest.param(opeka(starts_on="2026-06-01"), [], id="the lease starts as the award does"),
        pytest.param(opeka(starts_on="2026-06-02"), ["lease-too-short"], id="the lease starts a day after the award"),
        pytest.param({**opeka("2026-03-31"), "facts": CASH}, [], id="cash, decided the day before banks are asked for"),
        pytest.param(
            {**opeka("2026-04-01"), "facts": CASH},
            ["rent-not-paid-by-bank"],
            id="cash, decided when they are asked for",
        ),
        pytest.param(
            {
                **opeka(rent="1.00", income="90000.00", declared=False, accepted=False, ends_on="2025-02-01"),
                "facts": CASH,
            },
            [
                "income-over-limit",
                "rent-below-minimum",
                "lease-not-declared",
                "lease-not-accepted",
                "lease-too-short",
                "rent-not-paid-by-bank",
            ],
            id="all that apply at once",
        ),
    ],
)
def test_reasons_under_the_housing_benefit(data, expected):
    assert codes(ask(data)) == expected


CLOSING = scheme_with("demonstration", ("opens_on = 2019-06-01", "opens_on = 2019-06-01\ncloses_on = 2024-07-01"))


@pytest.mark.parametrize(
    ("decided_on", "expected"),
    [
        pytest.param("2024-06-30", [], id="the day before it closes"),
        pytest.param("2024-07-01", ["scheme-closed"], id="the day it closes"),
    ],
)
def test_a_scheme_takes_no_decision_from_the_day_it_closes(decided_on, expected):
    assert codes(ask(case(decided_on=decided_on, starts_on="2024-01-01"), CLOSING)) == expected


@pytest.mark.parametrize(
    ("data", "scheme", "told"),
    [
        pytest.param(
            helios("2019-05-31", status="asylum-seeker", recognised_on="2017-12-31", enrolled_on="2019-02-01"),
            None,
            [
                "The scheme opens on 2019-06-01, after the decision.",
                "No table of amounts is in force on 2019-05-31.",
                "The status asylum-seeker is not covered on the day of the decision.",
                "The recognition on 2017-12-31 lies before 2018-01-01.",
                "The enrolment on 2019-02-01 came after 2018-12-31.",
            ],
            id="HELIOS",
        ),
        pytest.param(
            {
                **opeka(rent="9.99", income="7000.01", declared=False, accepted=False, ends_on="2026-11-30"),
                "facts": CASH,
            },
            None,
            [
                "The income of €7000.01 a year is above the limit of €7000.00.",
                "The rent of €9.99 is below the minimum of €10.00.",
                "The lease is not declared to the tax authority.",
                "The tenant has not accepted the declared lease.",
                "The lease does not cover the award from 2026-06-01 up to 2026-12-01.",
                "The rent is not paid through a bank.",
            ],
            id="the housing benefit",
        ),
        pytest.param(
            case(decided_on="2024-07-01", starts_on="2024-01-01"),
            CLOSING,
            ["The scheme takes no decision from 2024-07-01 on."],
            id="a scheme that has closed",
        ),
    ],
)
def test_every_reason_is_told_with_its_figures(data, scheme, told):
    assert [reason["message"] for reason in ask(data, scheme)["reasons"]] == told


@pytest.mark.parametrize(
    ("data", "unchecked"),
    [
        pytest.param(case(), [], id="the demonstration asks for nothing"),
        pytest.param(case(scheme="helios-plus"), [], id="nor does the draft"),
        pytest.param(helios(), [], id="HELIOS with everything proven"),
        pytest.param(case(scheme="helios-2019"), ["status", "recognised_on", "enrolled_on"], id="HELIOS without facts"),
        pytest.param(
            case(scheme="helios-2019", facts={"status": "refugee", "enrolled_on": "2025-09-01"}),
            ["recognised_on", "enrolled_on"],
            id="enrolment cannot be checked without the recognition",
        ),
        pytest.param(
            case(scheme="helios-2019", facts={"recognised_on": "2025-09-01"}),
            ["status", "enrolled_on"],
            id="only the recognition is known",
        ),
        pytest.param(
            case(scheme="opeka-housing-benefit", decided_on="2026-04-01"),
            ["income", "lease_declared", "lease_accepted", "rent_paid_by_bank"],
            id="the housing benefit without facts",
        ),
        pytest.param(
            case(scheme="opeka-housing-benefit", decided_on="2026-03-31"),
            ["income", "lease_declared", "lease_accepted"],
            id="payment by bank is not asked for before April 2026",
        ),
        pytest.param(
            {**opeka(), "facts": {"rent_paid_by_bank": False}}, [], id="a fact that speaks against the case is checked"
        ),
        pytest.param(
            case(scheme="helios-2019", decided_on="2019-05-31"),
            ["status", "recognised_on", "enrolled_on"],
            id="listed also when not eligible",
        ),
    ],
)
def test_facts_that_the_case_leaves_out_are_listed_and_do_not_refuse(data, unchecked):
    assert ask(data)["unchecked"] == unchecked


def test_a_case_that_is_not_eligible_gets_its_award_period_and_nothing_else():
    answered = ask(case(scheme="helios-plus"))
    assert answered == {
        "scheme": "helios-plus",
        "eligible": False,
        "reasons": [
            {"code": "scheme-draft", "message": "The scheme is a draft: nothing can be awarded yet."},
            {"code": "tariff-missing", "message": "No table of amounts is in force on 2026-02-10."},
        ],
        "unchecked": [],
        "award": {"starts_on": "2026-02-10", "ends_on": "2027-02-10"},
        "instalments": [],
        "differences": [],
        "outstanding": "0.00",
        "totals": {"one_off": "0.00", "monthly": "0.00", "arrears": "0.00", "recovered": "0.00", "payable": "0.00"},
    }


def family(*born: str, income: str, **flags: bool) -> dict:
    """Members by birth; a flag is `single_parent`, or `unprotected` for the youngest."""
    members = [{"born": day} for day in born]
    members[-1]["unprotected"] = flags.get("unprotected", False)
    single_parent = flags.get("single_parent", False)
    return {**opeka(), "household": {"members": members, "single_parent": single_parent, "annual_income": income}}


OLD, CHILD = "1980-01-01", "2015-01-01"


@pytest.mark.parametrize(
    ("born", "flags", "limit"),
    [
        pytest.param([OLD], {}, 7000, id="one: 7000"),
        pytest.param([OLD, OLD], {}, 10500, id="two: 7000 + 3500"),
        pytest.param([OLD, CHILD], {"single_parent": True}, 14000, id="single parent of one: 7000 + 7000"),
        pytest.param([OLD, CHILD, CHILD], {"single_parent": True}, 17500, id="of two: 7000 + 7000 + 3500"),
        pytest.param([OLD, CHILD], {"unprotected": True}, 14000, id="an unprotected child: 7000 + 7000"),
        pytest.param([OLD] * 5, {}, 21000, id="five: 7000 + 4 x 3500"),
        pytest.param([OLD] * 6, {}, 21000, id="six: no more than 21000"),
        pytest.param([OLD, "2008-06-02"], {"single_parent": True}, 14000, id="17 as the award starts: a minor"),
        pytest.param([OLD, "2008-06-01"], {"single_parent": True}, 10500, id="18 on that day: no minor"),
    ],
)
def test_the_income_limit_is_built_up_by_those_present(born, flags, limit):
    assert codes(ask(family(*born, income=f"{limit}.00", **flags))) == []
    assert codes(ask(family(*born, income=f"{limit}.01", **flags))) == ["income-over-limit"]


def test_with_nobody_present_at_the_start_the_income_limit_is_nothing():
    household = {"members": [{"born": "1980-01-01", "joined_on": "2026-06-02"}], "annual_income": "0.01"}
    assert codes(ask({**opeka(), "household": household})) == ["income-over-limit"]
    assert codes(ask({**opeka(), "household": {**household, "annual_income": "0.00"}})) == []
