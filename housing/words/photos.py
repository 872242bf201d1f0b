"""What photographs show, in words."""

from flask_babel import gettext as _

from housing.models import ListingPhoto


def photo_words(photo: ListingPhoto, number: int) -> str:
    """What somebody has said of it, else which one of the home's it is."""
    return photo.description or _("Photograph %(number)s of the home", number=number)
