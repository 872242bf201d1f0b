"""What the paper of a lease can say but rarely does: asked about before it is written down. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.text import N_, Sentence

MOST_RENTS = 2  # one or two are the custom, and value4greece.com names two as the most that the law allows


@dataclass(frozen=True, slots=True)
class LeaseDoubt:
    """One question; `field` is that of the form, and the column of a file."""

    field: str
    code: str
    sentence: Sentence


def lease_doubts(
    *,
    monthly_rent: Decimal | None,
    deposit: Decimal | None,
    signed_on: date | None,
    starts_on: date | None,
    expected_rent: Decimal | None = None,
) -> Iterator[LeaseDoubt]:
    """Each thing that a person should look at; `None` is not said, and nobody is asked about it.

    `expected_rent` is that for which the flat was offered, or is advertised. A lease may begin before it is signed: the
    law holds an oral one for good.
    """
    if signed_on and starts_on and starts_on < signed_on:
        sentence = N_("The lease begins on %(start)s, and is signed only on %(signed)s. Does the paper say so?")
        yield LeaseDoubt("signed_on", "begins-unsigned", Sentence(sentence, {"start": starts_on, "signed": signed_on}))
    if monthly_rent and expected_rent and monthly_rent > expected_rent:
        sentence = N_("A rent of %(rent)s is above the %(expected)s that the flat was to cost. Does the paper say so?")
        yield LeaseDoubt(
            "monthly_rent", "higher-rent", Sentence(sentence, {"rent": monthly_rent, "expected": expected_rent})
        )
    if monthly_rent and deposit is not None:
        yield from _of_deposit(monthly_rent, deposit)


def _of_deposit(rent: Decimal, deposit: Decimal) -> Iterator[LeaseDoubt]:
    facts = {"deposit": deposit, "rent": rent}
    if deposit > MOST_RENTS * rent:
        high = N_(
            "A deposit of %(deposit)s is more than two rents of %(rent)s, the most that a landlord may as a rule ask."
            " Does the paper say so?"
        )
        yield LeaseDoubt("deposit", "high-deposit", Sentence(high, facts))
    elif not deposit:
        none = N_("It is unusual that a lease asks for no deposit at all. Does the paper say so?")
        yield LeaseDoubt("deposit", "no-deposit", Sentence(none))
    elif deposit < rent:
        low = N_("A deposit of %(deposit)s is less than one rent of %(rent)s, which is unusual. Does the paper say so?")
        yield LeaseDoubt("deposit", "low-deposit", Sentence(low, facts))
