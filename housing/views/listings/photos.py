"""The photographs of a flat: looked at, added, described, put in order, removed."""

from io import BytesIO

from flask import Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import utc_now
from core.documents.content import CheckedFile
from core.documents.files import FileStore
from core.documents.services import content_of, thumbnail_of, upload, withdraw_document
from core.ports import answer_to
from core.session import db_session, lock_for_update, only_reading
from housing.forms.photo import DescriptionForm, PhotosForm
from housing.models import Listing, ListingPhoto
from housing.services.listings import photos
from housing.services.listings.listings import get_listing
from housing.views.blueprint import bp


@bp.get("/photos/<int:photo_id>")
@requires(Permission.VIEW_LISTINGS)
def show_photo(photo_id: int) -> ResponseReturnValue:
    photo = photos.get_photo(db_session(), photo_id, actor())
    return picture_answer(content_of(photo, answer_to(FileStore)))


@bp.get("/photos/<int:photo_id>/thumbnail")
@requires(Permission.VIEW_LISTINGS)
def show_thumbnail(photo_id: int) -> ResponseReturnValue:
    photo = photos.get_photo(db_session(), photo_id, actor())
    return picture_answer(thumbnail_of(photo, answer_to(FileStore)))


@bp.route("/listings/<int:listing_id>/photos", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def add_photos(listing_id: int) -> ResponseReturnValue:
    """The pictures are drawn anew before the transaction that writes: nobody waits for that."""
    listing = get_listing(db_session(), listing_id, actor())
    form = PhotosForm()
    if form.validate_on_submit() and (pictures := _uploaded(form)):
        with form.refusals(field="file"):
            return _added(listing, pictures)
    shown = photos.photos_of(db_session(), listing, actor())
    page = render_template("housing/add_photos.html", form=form, listing=listing, photos=shown)
    return page, 422 if form.is_submitted() else 200


@bp.route("/photos/<int:photo_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def describe_photo(photo_id: int) -> ResponseReturnValue:
    photo = photos.get_photo_to_change(db_session(), photo_id, actor())
    lock_for_update(photo)
    form = DescriptionForm(obj=photo)
    if form.validate_on_submit():
        with form.refusals():
            photos.describe_photo(db_session(), photo, description=form.description.data, actor=actor())
            return redirect(_next_to_describe(photo.listing))
    page = render_template("housing/describe_photo.html", form=form, photo=photo, listing=photo.listing)
    return page, 422 if form.is_submitted() else 200


@bp.post("/photos/<int:photo_id>/move")
@requires(Permission.EDIT_LISTINGS)
def move_photo(photo_id: int) -> ResponseReturnValue:
    photo = photos.get_photo_to_change(db_session(), photo_id, actor())
    places = -1 if request.form.get("to") == "back" else 1
    photos.move_photo(db_session(), photo, places=places, actor=actor())
    return redirect(url_for(".add_photos", listing_id=photo.listing_id, _anchor=f"photo-{photo.id}"))


@bp.route("/photos/<int:photo_id>/remove", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def remove_photo(photo_id: int) -> ResponseReturnValue:
    photo = photos.get_photo_to_change(db_session(), photo_id, actor())
    if request.method == "POST":
        withdraw_document(db_session(), photo, actor=actor(), at=utc_now())
        flash(_("The photograph is removed."))
        return redirect(url_for(".add_photos", listing_id=photo.listing_id))
    return render_template("housing/remove_photo.html", photo=photo, listing=photo.listing)


def _uploaded(form: PhotosForm) -> list[CheckedFile]:
    """The photographs, where all of them can be taken."""
    with only_reading():
        pictures = form.pictures()
        for picture in pictures:
            upload(picture, answer_to(FileStore))
    return pictures


def _added(listing: Listing, pictures: list[CheckedFile]) -> ResponseReturnValue:
    store = answer_to(FileStore)
    added = photos.add_photos(db_session(), listing, pictures, store=store, actor=actor(), at=utc_now())
    flash(
        ngettext("%(num)s photograph is added.", "%(num)s photographs are added.", added)
        if added
        else _("These photographs are here already.")
    )
    return redirect(_next_to_describe(listing))


def _next_to_describe(listing: Listing) -> str:
    """On to the next photograph that waits for its words; when all have theirs, back to them all."""
    waiting: ListingPhoto | None = photos.undescribed(db_session(), listing, actor())
    if waiting is not None:
        return url_for(".describe_photo", photo_id=waiting.id)
    return url_for(".add_photos", listing_id=listing.id)


def picture_answer(jpeg: bytes) -> Response:
    """A picture that can do nothing else, whatever it holds."""
    response = send_file(BytesIO(jpeg), mimetype="image/jpeg")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
