"""What the paper of a lease says and rarely is so is asked about."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.lease_doubts import LeaseDoubt, lease_doubts

RENT = Decimal("450.50")
SIGNED = date(2026, 11, 20)


def asked(
    signed_on: date | None = SIGNED, starts_on: date | None = SIGNED, rent: Decimal | None = RENT,
    deposit: Decimal | None = RENT,
) -> list[LeaseDoubt]:  # fmt: skip
    return list(lease_doubts(monthly_rent=rent, deposit=deposit, signed_on=signed_on, starts_on=starts_on))


@pytest.mark.parametrize(
    ("paper", "doubts"),
    [
        pytest.param({}, [], id="one-rent-from-the-day-it-is-signed"),
        pytest.param({"starts_on": date(2026, 12, 1)}, [], id="begins-later"),
        pytest.param(
            {"starts_on": date(2026, 11, 19)},
            [("signed_on", "begins-unsigned")],
            id="begins-the-day-before",
        ),
        pytest.param({"starts_on": date(2025, 11, 20)}, [("signed_on", "begins-unsigned")], id="begins-a-year-before"),
        pytest.param({"signed_on": None}, [], id="nobody-says-when-it-was-signed"),
        pytest.param({"starts_on": None}, [], id="nobody-says-when-it-begins"),
        pytest.param({"deposit": Decimal("901.00")}, [], id="two-rents"),
        pytest.param({"deposit": Decimal("901.01")}, [("deposit", "high-deposit")], id="a-cent-more-than-two-rents"),
        pytest.param({"deposit": Decimal("45050")}, [("deposit", "high-deposit")], id="without-its-decimal-comma"),
        pytest.param({"deposit": Decimal("450.49")}, [("deposit", "low-deposit")], id="a-cent-less-than-one-rent"),
        pytest.param({"deposit": Decimal("0.01")}, [("deposit", "low-deposit")], id="a-cent"),
        pytest.param({"deposit": Decimal("0.00")}, [("deposit", "no-deposit")], id="none-at-all"),
        pytest.param({"deposit": None}, [], id="nobody-says-what-the-deposit-is"),
        pytest.param({"rent": None}, [], id="nobody-says-what-the-rent-is"),
        pytest.param({"rent": Decimal(0)}, [], id="a-rent-that-is-refused-anyway"),
        pytest.param(
            {"starts_on": date(2026, 11, 1), "deposit": Decimal(100)},
            [("signed_on", "begins-unsigned"), ("deposit", "low-deposit")],
            id="both",
        ),
    ],
)
def test_a_paper_is_asked_about_where_it_is_not_as_usual(paper: dict, doubts: list[tuple[str, str]]) -> None:
    assert [(doubt.field, doubt.code) for doubt in asked(**paper)] == doubts


def test_a_question_says_what_it_is_about() -> None:
    [days, amount] = asked(starts_on=date(2026, 11, 1), deposit=Decimal("1000"))
    assert "begins on 2026-11-01, and is signed only on 2026-11-20." in str(days.sentence)
    assert "A deposit of €1000.00 is more than two rents of €450.50" in str(amount.sentence)


EUROS = st.decimals(Decimal("0.01"), Decimal(10_000), places=2)


@given(EUROS, EUROS)
def test_a_deposit_of_one_to_two_rents_is_never_asked_about_and_any_other_always(rent: Decimal, deposit: Decimal):
    assert bool(asked(rent=rent, deposit=deposit)) is not (rent <= deposit <= 2 * rent)
