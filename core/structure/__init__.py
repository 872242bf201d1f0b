"""Where the programme works: programme, regional project, partner organisation, centre, each from a day on."""

from core.structure.models import Centre, CentreOperation, Partner, Programme, Project, Unit, list_centres
from core.structure.places import Place, PlaceKind
from core.structure.tree import tree_on

__all__ = [
    "Centre",
    "CentreOperation",
    "Partner",
    "Place",
    "PlaceKind",
    "Programme",
    "Project",
    "Unit",
    "list_centres",
    "tree_on",
]
