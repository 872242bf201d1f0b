"""Run as a process of its own by picture.py: a picture on stdin; on stdout the size of the first JPEG, then both.

Arguments: the most megapixels to take, and the longest side of each JPEG. Imports nothing of ours.
"""

import resource
import sys
import warnings
from io import BytesIO

from PIL import Image, ImageOps

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
KINDS = ("JPEG", "PNG", "WEBP")
TOO_MANY_PIXELS = 3  # picture.py knows

warnings.simplefilter("ignore")  # the number of pixels is looked at here
Image.MAX_IMAGE_PIXELS = None


def main() -> None:
    """Any other trouble ends the process with an exit code."""
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(kind, (most, most))
    megapixels, longest, thumbnail = map(int, sys.argv[1:])
    with Image.open(BytesIO(sys.stdin.buffer.read()), formats=KINDS) as image:
        if image.width * image.height > megapixels * 1_000_000:
            sys.exit(TOO_MANY_PIXELS)
        large = _drawn(image, longest)
    first, second = _jpeg(large), _jpeg(_drawn(large, thumbnail))
    sys.stdout.buffer.write(b"%d\n%b%b" % (len(first), first, second))


def _drawn(image: Image.Image, longest: int) -> Image.Image:
    """The pixels alone, upright, on white, no side longer than asked."""
    image.draft("RGB", (longest, longest))  # a large JPEG is read at a fraction of its size
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((longest, longest))
    seen = upright.convert("RGBA")
    drawn = Image.new("RGB", seen.size, "white")
    drawn.paste(seen, mask=seen)
    return drawn


def _jpeg(image: Image.Image) -> bytes:
    content = BytesIO()
    image.save(content, "JPEG", quality=85, optimize=True, progressive=True)
    return content.getvalue()


if __name__ == "__main__":
    main()
