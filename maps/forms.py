"""The form of a file of places of interest."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from core.forms import ChoiceField, DayField, Required, StegiForm, TextField
from maps.amenities import AmenityKind
from maps.services.amenities import FileFacts
from maps.words import AMENITY_WORDS


class PlacesFileForm(StegiForm):
    """A file, who made it and of which day it is."""

    file = FileField(_l("File"), [FileRequired(_l("Choose a file, such as schools.geojson"))])
    source = TextField(_l("Who says so"), [Required(_l("Name the source, such as the municipality"))])
    dated_on = DayField(_l("As of which day"), [Required(_l("Enter the day as of which the file says so"))])
    kind = ChoiceField(
        _l("What rows are that do not say it"), AmenityKind, AMENITY_WORDS, empty=_l("Each row says it itself")
    )

    def facts(self) -> FileFacts:
        """What was typed, for the service."""
        return FileFacts(self.source.data, self.dated_on.data, self.kind.data)
