"""The demonstration's photographs: drawn, since nobody's home is shown."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from PIL import Image, ImageDraw
from sqlalchemy.orm import Session

from core.auth.models import User
from core.documents.content import CheckedFile
from core.documents.files import FileStore
from core.documents.picture import JPEG
from housing.models import Listing
from housing.services.listings.photos import add_photos, describe_photo, photos_of

_SIZE = (960, 720)
_THUMBNAIL = (480, 360)

_WALL, _FLOOR, _WOOD, _SEA, _SKY, _LINE = "#f6f1e6", "#e2dacb", "#cabfab", "#7fb0c4", "#d2e4ec", "#857a67"

_ROOM = ((_WALL, (0, 0, 960, 540)), (_FLOOR, (0, 540, 960, 720)))
# What each shows, and its boxes from back to front: colour, left, top, right, bottom.
_DRAWN = (
    ("Η πρόσοψη, με δύο μπαλκόνια στον δρόμο", (
        (_SKY, (0, 0, 960, 720)), (_WALL, (180, 120, 780, 720)), (_WOOD, (165, 105, 795, 130)),
        *((_SEA, (left, top, left + 110, top + 120)) for left in (260, 590) for top in (190, 390)),
        *((_LINE, (left - 30, top + 100, left + 140, top + 112)) for left in (260, 590) for top in (190, 390)),
        (_WOOD, (430, 560, 530, 720)),
    )),
    ("Το καθιστικό, με ένα μεγάλο παράθυρο", (
        *_ROOM, (_LINE, (320, 90, 640, 360)), (_SKY, (332, 102, 628, 348)), (_LINE, (474, 102, 486, 348)),
        (_WOOD, (120, 430, 480, 600)), (_SEA, (150, 400, 260, 500)), (_WOOD, (640, 520, 800, 540)),
        (_LINE, (660, 540, 672, 640)), (_LINE, (768, 540, 780, 640)),
    )),
    ("Η κουζίνα, με ψηλά και χαμηλά ντουλάπια", (
        *_ROOM, (_WOOD, (80, 380, 880, 410)), (_LINE, (90, 410, 870, 600)), (_WALL, (420, 430, 540, 560)),
        *((_SEA, (left, 425, left + 140, 585)) for left in (105, 560, 715)), (_SEA, (260, 425, 400, 585)),
        *((_SEA, (left, 90, left + 170, 230)) for left in (90, 280, 520, 710)),
    )),
    ("Το υπνοδωμάτιο, με διπλό κρεβάτι", (
        *_ROOM, (_LINE, (600, 100, 820, 300)), (_SKY, (612, 112, 808, 288)), (_WOOD, (120, 320, 160, 620)),
        (_SEA, (160, 440, 700, 540)), (_WALL, (170, 400, 300, 450)), (_WOOD, (160, 540, 720, 590)),
    )),
    ("Το μπάνιο, με μπανιέρα", (
        *_ROOM, *((_WOOD, (left, 0, left + 6, 540)) for left in range(114, 960, 120)), (_WOOD, (0, 270, 960, 276)),
        (_SEA, (110, 400, 600, 440)), (_WOOD, (150, 440, 560, 590)), (_SKY, (700, 120, 860, 320)),
        (_WOOD, (710, 370, 850, 410)), (_WOOD, (760, 410, 800, 600)),
    )),
)  # fmt: skip


def create_photos(session: Session, flats: Sequence[Listing], store: FileStore, actor: User, at: datetime) -> None:
    """The same pictures for each of these flats, with their words; the last one has none yet."""
    pictures = [_picture(boxes, f"{number}.jpg") for number, (_words, boxes) in enumerate(_DRAWN, 1)]
    for flat in flats:
        add_photos(session, flat, pictures, store=store, actor=actor, at=at)
        for photo, (words, _boxes) in zip(photos_of(session, flat, actor)[:-1], _DRAWN, strict=False):
            describe_photo(session, photo, description=words, actor=actor)


def _picture(boxes: Sequence[tuple[str, tuple[int, int, int, int]]], name: str) -> CheckedFile:
    drawn = Image.new("RGB", _SIZE)
    draw = ImageDraw.Draw(drawn)
    for colour, box in boxes:
        draw.rectangle(box, fill=colour)
    return CheckedFile(_jpeg(drawn), JPEG, name, thumbnail=_jpeg(drawn.resize(_THUMBNAIL)))


def _jpeg(image: Image.Image) -> bytes:
    content = BytesIO()
    image.save(content, "JPEG", quality=85)
    return content.getvalue()
