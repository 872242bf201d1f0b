"""A stranger's picture made harmless in a process of its own (picture_process.py): drawn anew, nothing else of it kept.

What a camera writes beside the picture, the place, the day and the owner's name, is gone with it.
"""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from core.documents.content import CHOOSE_PICTURES, PICTURES, CheckedFile, check_file
from core.errors import Refused
from core.text import N_, Sentence

LONGEST_SIDE = 1600  # pixels
THUMBNAIL_SIDE = 480
MOST_MEGAPIXELS = 100
MAX_SECONDS = 30
JPEG = "image/jpeg"

_PROCESS = Path(__file__).with_name("picture_process.py")
_TOO_MANY_PIXELS = 3  # exit code


def make_picture(content: bytes, name: str) -> CheckedFile:
    """The picture as a JPEG of bearable size with its thumbnail. Raises Refused for what is no picture."""
    file = check_file(content, name, kinds=PICTURES, otherwise=CHOOSE_PICTURES)
    large, thumbnail = _drawn_anew(file.content)
    name = f"{file.name.rpartition('.')[0]}.jpg"
    return replace(file, content=large, media_type=JPEG, name=name, thumbnail=thumbnail)


def _drawn_anew(content: bytes) -> tuple[bytes, bytes]:
    sides = [str(side) for side in (MOST_MEGAPIXELS, LONGEST_SIDE, THUMBNAIL_SIDE)]
    try:
        answer = subprocess.run(
            [sys.executable, "-I", str(_PROCESS), *sides],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MAX_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise _damaged() from None
    if answer.returncode == _TOO_MANY_PIXELS:
        raise _refused(N_("A photograph has more than %(most)s megapixels. Save it smaller."), most=MOST_MEGAPIXELS)
    if answer.returncode:
        raise _damaged()
    size, _, pictures = answer.stdout.partition(b"\n")
    return pictures[: int(size)], pictures[int(size) :]


def _damaged() -> Refused:
    return _refused(N_("A photograph cannot be read: it is damaged. Take it or save it anew and try again."))


def _refused(msgid: str, **values: object) -> Refused:
    return Refused(Sentence(msgid, values), field="file")
