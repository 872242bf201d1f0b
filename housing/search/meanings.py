"""What the answers of a search mean, by how addresses and commands write them: some of them, or as good and better."""

from housing.home import COVERS_CHARGES, Condition, Furnished, Heating, RentCovers
from housing.importing.fields import ENERGY_CLASSES
from housing.models import StanceTopic

_GOOD = frozenset(Condition) - {Condition.NEEDS_REPAIR}
_LADDER = ENERGY_CLASSES[: ENERGY_CLASSES.index("pending")]  # the best first

FURNISHED = {
    "fully": frozenset({Furnished.FULLY}),
    "partly": frozenset({Furnished.FULLY, Furnished.PARTLY}),
    "no": frozenset({Furnished.NO}),
}
HEATING = {"some": frozenset(Heating) - {Heating.NONE}} | {str(one): frozenset({one}) for one in Heating}
CONDITION = {
    "new": frozenset({Condition.NEW}),
    "renovated": _GOOD - {Condition.GOOD},
    "good": _GOOD,
    "needs-repair": frozenset({Condition.NEEDS_REPAIR}),
}
ENERGY = {key: frozenset(_LADDER[: place + 1]) for place, key in enumerate(_LADDER)}
OPEN_TO = {str(topic): topic for topic in StanceTopic if topic is not StanceTopic.SEASONAL_ONLY} | {
    "all-year": StanceTopic.SEASONAL_ONLY
}
RENT_COVERS = {"charges": frozenset(COVERS_CHARGES), "bills": frozenset({RentCovers.BILLS})}
