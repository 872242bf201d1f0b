"""A photograph is drawn anew: upright, of bearable size, and nothing of what a camera writes beside it stays."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from core.documents.picture import LONGEST_SIDE, MOST_MEGAPIXELS, THUMBNAIL_SIDE, make_picture
from core.errors import Refused
from people.demo import EMPTY_PAGE

SECRET = b"35.3387, 25.1442, Maria Papadaki"


def photograph(kind: str = "JPEG", size: tuple[int, int] = (640, 480), mode: str = "RGB", **written: object) -> bytes:
    content = BytesIO()
    Image.new(mode, size, "white").save(content, kind, **written)
    return content.getvalue()


def drawn(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(side: int = 60_000) -> bytes:
    """Few bytes that say they hold a picture of gigabytes."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_becomes_a_jpeg_and_a_thumbnail(kind: str):
    picture = make_picture(photograph(kind, (2400, 1800)), "κουζίνα.png")
    assert (picture.media_type, picture.name) == ("image/jpeg", "κουζίνα.jpg")
    assert drawn(picture.content).size == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)
    assert drawn(picture.thumbnail).size == (THUMBNAIL_SIDE, THUMBNAIL_SIDE * 3 // 4)


def test_a_small_one_is_not_made_larger():
    assert drawn(make_picture(photograph(), "a.jpg").content).size == (640, 480)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_the_camera_wrote_is_gone(kind: str):
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = SECRET.decode(), "Maria Papadaki"  # description, artist
    exif.get_ifd(0x8825)[2] = (35.0, 20.0, 19.0)  # latitude
    written = {"exif": exif, **({"comment": SECRET} if kind == "JPEG" else {})}
    content = photograph(kind, **written)
    assert b"Papadaki" in content
    picture = make_picture(content, "a.jpg")
    for jpeg in (picture.content, picture.thumbnail):
        assert b"Papadaki" not in jpeg
        assert not drawn(jpeg).getexif()
        assert not {"exif", "comment", "icc_profile", "photoshop", "xmp"} & drawn(jpeg).info.keys()


def test_a_camera_held_sideways_gives_an_upright_picture():
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by a quarter
    assert drawn(make_picture(photograph(exif=exif), "a.jpg").content).size == (480, 640)


def test_what_is_seen_through_is_white():
    glass = BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(glass, "PNG")
    assert drawn(make_picture(glass.getvalue(), "a.png").content).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "P", "CMYK"])
def test_grey_palettes_and_print_colours_are_taken(mode: str):
    kind = "PNG" if mode == "P" else "JPEG"
    assert drawn(make_picture(photograph(kind, mode=mode), "a").content).mode == "RGB"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(EMPTY_PAGE, "JPEG, PNG or WebP", id="a-paper"),
        pytest.param(photograph()[:400], "damaged", id="cut-off-in-the-head"),
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0", "damaged", id="a-head-alone"),
        pytest.param(bomb(), f"more than {MOST_MEGAPIXELS} megapixels", id="a-bomb"),
        pytest.param(bomb(9_000), "damaged", id="less-than-it-says"),
    ],
)
def test_anything_else_is_refused_beside_its_field(content: bytes, why: str):
    with pytest.raises(Refused, match=why) as refusal:
        make_picture(content, "a.jpg")
    assert refusal.value.field == "file"
