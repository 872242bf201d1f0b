"""At which gate a household's days are lost: each on one gate only, and never more of them for one paper more."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.gates import (
    Gate,
    LeaseDays,
    PaperDays,
    Proof,
    Standing,
    comes_of_age_on,
    counted_days,
    homes_left,
    in_year,
    lease_proofs,
    lost_days,
    next_gate,
    paper_proof,
    standings,
)
from housing.spans import Span
from people.stages import Stage, StageFact

FIRST, TODAY = date(2026, 1, 1), date(2026, 3, 1)
COUNTED = [Span(FIRST, TODAY)]  # 59 days
GROWN_UP = PaperDays(born_on=date(1990, 1, 1))
PAPERS = [Proof(Gate.AFM), Proof(Gate.ACCOUNT), Proof(Gate.PERMIT)]
LEASE = LeaseDays(date(2026, 2, 1), date(2026, 1, 20), date(2029, 2, 1), date(2026, 2, 5), date(2026, 2, 15))

DAYS = st.dates(date(2025, 1, 1), date(2026, 6, 1))
MAYBE = st.none() | DAYS
PROOFS = st.lists(st.builds(Proof, st.sampled_from(Gate), MAYBE, MAYBE, st.booleans()), max_size=12)
SPANS = st.lists(st.builds(lambda day, days: Span(day, day + timedelta(days)), DAYS, st.integers(-3, 200)), max_size=3)


def days(lost: dict[Gate, list[Span]]) -> dict[Gate, int]:
    """The gates at which some were lost."""
    return {gate: sum(span.days for span in spans) for gate, spans in lost.items() if spans}


def each_day(spans: list[Span]) -> Iterator[date]:
    for span in spans:
        yield from (span.starts_on + timedelta(days=n) for n in range(span.days))


@pytest.mark.parametrize(
    ("proofs", "lost"),
    [
        pytest.param([], {Gate.AFM: 59}, id="with-nothing-all-wait-for-the-first"),
        pytest.param([Proof(Gate.AFM)], {Gate.ACCOUNT: 59}, id="then-for-the-second"),
        pytest.param([Proof(Gate.AFM, date(2026, 1, 11))], {Gate.AFM: 10, Gate.ACCOUNT: 49}, id="from-a-day-on"),
        pytest.param(
            [Proof(Gate.AFM), Proof(Gate.ACCOUNT), Proof(Gate.PERMIT, None, date(2026, 2, 1))],
            {Gate.PERMIT: 28, Gate.SIGNED: 31},
            id="a-permit-that-ends-shuts-its-gate-again",
        ),
        pytest.param([*PAPERS, *lease_proofs([LEASE])], {Gate.SIGNED: 19, Gate.DECLARED: 16, Gate.ACCEPTED: 10},
                     id="each-step-of-the-lease"),
        pytest.param([*PAPERS[1:], *lease_proofs([LEASE])], {Gate.AFM: 59}, id="a-later-gate-met-loses-nothing"),
        pytest.param(
            [*PAPERS, *lease_proofs([replace(LEASE, ends_on=date(2026, 2, 20))])],
            {Gate.SIGNED: 19 + 9, Gate.DECLARED: 16, Gate.ACCEPTED: 10},
            id="after-the-lease-a-home-is-looked-for-again",
        ),
        pytest.param([Proof(gate) for gate in Gate], {}, id="with-all-none-is-lost"),
    ],
)  # fmt: skip
def test_where_days_are_lost(proofs: list[Proof], lost: dict[Gate, int]) -> None:
    assert days(lost_days(proofs, COUNTED)) == lost


def test_days_outside_of_the_programme_do_not_count() -> None:
    twice = [Span(FIRST, date(2026, 1, 11)), Span(date(2026, 2, 1), date(2026, 2, 6))]
    assert days(lost_days([], twice)) == {Gate.AFM: 15}


@given(PROOFS, SPANS)
def test_the_gates_make_up_the_days_on_which_any_was_shut(proofs: list[Proof], counted: list[Span]) -> None:
    lost = lost_days(proofs, counted)
    by_hand = dict.fromkeys(each_day(counted))
    shut = [day for day in by_hand if next_gate(proofs, day)]
    assert sorted(day for spans in lost.values() for day in each_day(spans)) == sorted(shut)
    for gate, spans in lost.items():
        assert all(next_gate(proofs, day) is gate for day in each_day(spans))


@given(PROOFS, SPANS, st.builds(Proof, st.sampled_from(Gate), MAYBE, MAYBE))
def test_one_more_paper_never_loses_a_day(proofs: list[Proof], counted: list[Span], more: Proof) -> None:
    before, after = (sum(days(lost_days(known, counted)).values()) for known in (proofs, [*proofs, more]))
    assert after <= before


@given(PROOFS, SPANS, st.randoms())
def test_the_order_of_papers_and_days_is_nothing(proofs: list[Proof], counted: list[Span], random) -> None:
    other, others = proofs[:], counted[:]
    random.shuffle(other)
    random.shuffle(others)
    assert lost_days(other, others) == lost_days(proofs, counted)
    assert standings(other, TODAY) == standings(proofs, TODAY)


@given(PROOFS, DAYS)
def test_a_gate_is_met_where_one_of_its_papers_serves(proofs: list[Proof], day: date) -> None:
    met = {gate for gate, standing in standings(proofs, day).items() if standing.is_met}
    assert met == {proof.gate for proof in proofs if proof.holds(day)}
    assert next_gate(proofs, day) == next((gate for gate in Gate if gate not in met), None)


@given(st.lists(st.builds(LeaseDays, DAYS, DAYS, DAYS, MAYBE, MAYBE), max_size=4), st.randoms())
def test_the_order_of_leases_is_nothing(leases: list[LeaseDays], random) -> None:
    other = leases[:]
    random.shuffle(other)
    assert lease_proofs(other) == lease_proofs(leases)


def test_a_second_home_has_its_own_steps_to_take() -> None:
    second = LeaseDays(date(2026, 2, 20), date(2026, 2, 18), date(2029, 2, 20))
    lost = lost_days([*PAPERS, *lease_proofs([second, LEASE])], COUNTED)
    assert days(lost) == {Gate.SIGNED: 19, Gate.DECLARED: 16 + 9, Gate.ACCEPTED: 10}
    assert lost[Gate.DECLARED][-1] == Span(date(2026, 2, 20), TODAY)


@pytest.mark.parametrize(
    ("changed", "starts_on", "ends_on"),
    [
        pytest.param({}, date(2008, 1, 1), None, id="from-the-eighteenth-birthday"),
        pytest.param({"valid_from": date(2025, 5, 1)}, date(2025, 5, 1), None, id="valid-from"),
        pytest.param({"known_since": date(2026, 2, 1), "valid_from": date(2025, 5, 1)}, date(2026, 2, 1), None,
                     id="known-later-than-valid"),
        pytest.param({"joined_on": date(2026, 2, 2)}, date(2026, 2, 2), None, id="joined"),
        pytest.param({"valid_until": date(2026, 2, 1)}, date(2008, 1, 1), date(2026, 2, 1), id="until-it-ends"),
        pytest.param({"valid_until": date(2026, 2, 1), "left_on": date(2026, 1, 5)}, date(2008, 1, 1), date(2026, 1, 5),
                     id="until-its-bearer-leaves"),
    ],
)  # fmt: skip
def test_when_a_paper_serves(changed: dict[str, date], starts_on: date, ends_on: date | None) -> None:
    assert paper_proof(Gate.AFM, replace(GROWN_UP, **changed)) == Proof(Gate.AFM, starts_on, ends_on)


@pytest.mark.parametrize(
    ("born_on", "of_age_on"),
    [
        pytest.param(date(2008, 2, 28), date(2026, 2, 28), id="any-day"),
        pytest.param(date(2008, 2, 29), date(2026, 3, 1), id="29-february"),
    ],
)
def test_who_is_an_adult_when(born_on: date, of_age_on: date) -> None:
    assert comes_of_age_on(born_on) == of_age_on


@pytest.mark.parametrize(
    ("proofs", "standing"),
    [
        pytest.param([], Standing(False, False), id="nothing"),
        pytest.param([Proof(Gate.AFM, is_seen=False)], Standing(True, False), id="a-number-nobody-saw-passes"),
        pytest.param([Proof(Gate.AFM, is_seen=False), Proof(Gate.AFM)], Standing(True, True), id="another-was-seen"),
        pytest.param([Proof(Gate.AFM, FIRST, TODAY)], Standing(False, False), id="ended-yesterday"),
        pytest.param(
            [Proof(Gate.AFM, TODAY, date(2026, 3, 2))], Standing(True, True, date(2026, 3, 2)), id="its-last-day"
        ),
        pytest.param(
            [Proof(Gate.AFM, FIRST, date(2026, 3, 9)), Proof(Gate.AFM, date(2026, 3, 9), date(2027, 1, 1))],
            Standing(True, True, date(2027, 1, 1)),
            id="one-follows-the-other",
        ),
    ],
)  # fmt: skip
def test_how_things_are_at_a_gate(proofs: list[Proof], standing: Standing) -> None:
    assert standings(proofs, TODAY)[Gate.AFM] == standing


def test_the_next_gate_is_the_first_that_is_shut() -> None:
    assert next_gate([*PAPERS, *lease_proofs([LEASE])], date(2026, 2, 10)) is Gate.ACCEPTED
    assert next_gate([Proof(gate) for gate in Gate], TODAY) is None


@given(SPANS)
def test_the_years_make_up_all_days(spans: list[Span]) -> None:
    whole = [span for span in spans if span.starts_on < span.ends_on]
    by_year = [day for year in (2024, 2025, 2026, 2027) for day in each_day(in_year(whole, year))]
    assert sorted(by_year) == sorted(each_day(whole))
    assert all(day.year == 2026 for day in each_day(in_year(whole, 2026)))


@pytest.mark.parametrize(
    ("course", "counted", "left"),
    [
        pytest.param([], [], [], id="nothing-known"),
        pytest.param([StageFact(Stage.REFERRED, FIRST)], [], [], id="only-referred"),
        pytest.param(
            [StageFact(Stage.REFERRED, FIRST), StageFact(Stage.SEARCHING, date(2026, 2, 1))],
            [Span(date(2026, 2, 1), TODAY)],
            [],
            id="from-being-taken-in",
        ),
        pytest.param(
            [StageFact(Stage.SEARCHING, FIRST), StageFact(Stage.HOUSED, date(2026, 4, 1))],
            [Span(FIRST, TODAY)],
            [],
            id="a-home-from-a-day-to-come",
        ),
        pytest.param([StageFact(Stage.SEARCHING, TODAY)], [], [], id="taken-in-today"),
        pytest.param(
            [StageFact(Stage.HOUSED, FIRST), StageFact(Stage.SEARCHING, date(2026, 2, 1))],
            [Span(FIRST, date(2026, 2, 1)), Span(date(2026, 2, 1), TODAY)],
            [date(2026, 2, 1)],
            id="a-home-that-is-left",
        ),
        pytest.param(
            [
                StageFact(Stage.SEARCHING, FIRST),
                StageFact(Stage.EXITED, date(2026, 1, 11)),
                StageFact(Stage.SEARCHING, date(2026, 2, 1)),
                StageFact(Stage.EXITED, date(2026, 2, 6)),
            ],
            [Span(FIRST, date(2026, 1, 11)), Span(date(2026, 2, 1), date(2026, 2, 6))],
            [date(2026, 2, 1)],
            id="gone-and-back-and-gone",
        ),
    ],
)
def test_which_days_count(course: list[StageFact], counted: list[Span], left: list[date]) -> None:
    assert counted_days(course, TODAY) == counted
    assert homes_left(course) == left


def test_a_home_that_is_left_has_no_lease_any_more() -> None:
    left = date(2026, 2, 10)
    assert {proof.ends_on for proof in lease_proofs([LEASE], [left])} == {left}
    assert {proof.ends_on for proof in lease_proofs([LEASE], [date(2026, 1, 31)])} == {LEASE.ends_on}
