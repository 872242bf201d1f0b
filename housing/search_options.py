"""The options of `stegi search` that say what a home and its advert are like."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import click

from core.errors import Refused
from core.money import MOST_EUROS, parse_amount
from core.text import N_, Sentence
from housing.search import Placing, Traits, meanings

Command = TypeVar("Command", bound=Callable[..., None])


class Euros(click.ParamType):
    """An amount as people write it; more than anybody asks for is as much as anybody asks for."""

    name = "euros"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        if isinstance(value, Decimal):
            return value
        try:
            return min(parse_amount(value), MOST_EUROS)
        except ValueError:
            self.fail("Enter an amount such as 450 or 450,50", param, ctx)


EUROS = Euros()
_DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])
_FLOOR, _NUMBER, _YEAR = click.IntRange(-10, 200), click.IntRange(0, 100), click.IntRange(1800, 2100)


def _one_of(known: Mapping[str, object] | type[Placing]) -> click.Choice[str]:
    return click.Choice([str(one) for one in known])


_OPTIONS = (
    click.option("--lift", is_flag=True, help="With a lift."),
    click.option("--step-free", is_flag=True, help="With a lift or on the ground floor."),
    click.option("--wheelchair", is_flag=True, help="One gets in with one, and around."),
    click.option("--quiet", is_flag=True),
    click.option("--min-floor", type=_FLOOR, help="0 is the ground floor, -1 the basement."),
    click.option("--max-floor", type=_FLOOR),
    click.option("--top-floor/--not-top-floor", default=None),
    click.option("--min-bathrooms", type=_NUMBER),
    click.option("--min-parking", type=_NUMBER, help="Places for cars."),
    click.option("--built-from", type=_YEAR, metavar="YEAR"),
    click.option("--furnished", type=_one_of(meanings.FURNISHED), help="Partly: at least so."),
    click.option("--heating", type=_one_of(meanings.HEATING)),
    click.option("--condition", type=_one_of(meanings.CONDITION), help="Or better, but for needs-repair."),
    click.option("--min-energy-class", type=_one_of(meanings.ENERGY)),
    click.option("--certified", is_flag=True, help="Its energy certificate is valid today."),
    click.option("--postal-code", metavar="DIGITS", help="How it begins."),
    click.option("--placed", type=_one_of(Placing), help="Rough: only its town is known."),
    click.option("--source", help="Words of where the advert was found."),
    click.option("--pets", is_flag=True, help="They are allowed."),
    click.option("--all-year", is_flag=True, help="Without those for the winter only."),
    click.option("--available-by", type=_DAY, metavar="DAY"),
    click.option("--confirmed-since", type=_DAY, metavar="DAY"),
    click.option("--rent-covers", type=_one_of(meanings.RENT_COVERS), help="At least these."),
    click.option("--max-charges", type=EUROS, help="Common charges besides the rent, for one month."),
    click.option("--max-deposit", type=EUROS),
    click.option("--photographs", is_flag=True, help="With some."),
    click.option(
        "--open-to",
        type=_one_of(meanings.OPEN_TO),
        multiple=True,
        help="As the landlord said last; may be given more than once.",
    ),
)


def trait_options(command: Command) -> Command:
    """With all of them, which arrive as keywords."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def traits_of(asked: Mapping[str, Any], on: date) -> Traits:
    """What the options ask for on a day. Raises Refused where a least is above its most."""
    least, most = asked["min_floor"], asked["max_floor"]
    if least is not None and most is not None and most < least:
        raise Refused(Sentence(N_("No floor is from %(least)s up to %(most)s."), {"least": least, "most": most}))
    return Traits(
        has_lift=asked["lift"],
        is_step_free=asked["step_free"],
        for_wheelchair=asked["wheelchair"],
        is_quiet=asked["quiet"],
        least_floor=asked["min_floor"],
        most_floor=asked["max_floor"],
        is_top_floor=asked["top_floor"],
        least_bathrooms=asked["min_bathrooms"],
        least_parking=asked["min_parking"],
        least_year_built=asked["built_from"],
        furnished=meanings.FURNISHED.get(asked["furnished"]),
        heating=meanings.HEATING.get(asked["heating"]),
        condition=meanings.CONDITION.get(asked["condition"]),
        energy_classes=meanings.ENERGY.get(asked["min_energy_class"]),
        certified_on=on if asked["certified"] else None,
        postal_code=(asked["postal_code"] or "").replace(" ", ""),
        placing=asked["placed"] and Placing(asked["placed"]),
        source=asked["source"] or "",
        allows_pets=asked["pets"],
        all_year=asked["all_year"],
        available_on=asked["available_by"] and asked["available_by"].date(),
        confirmed_from=asked["confirmed_since"] and asked["confirmed_since"].date(),
        rent_covers=meanings.RENT_COVERS.get(asked["rent_covers"]),
        most_charges=asked["max_charges"],
        most_deposit=asked["max_deposit"],
        has_photographs=asked["photographs"],
        open_to=frozenset(meanings.OPEN_TO[said] for said in asked["open_to"]),
    )
