"""The steps with places of interest, in words."""

from core.text import N_

STEPS = {"import-places": N_("Imported places of interest")}
SUBJECTS = {
    "amenity": N_("Place of interest"),
    "amenity_source": N_("Source of places of interest"),
}
