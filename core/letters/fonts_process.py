"""Run as a process of its own by pdf.py: unpacks fonts, as pdf_process.py takes them. Imports nothing of ours.

Arguments: a folder, and the WOFF2 files in it. On stdout the size of each in a line of JSON, then all of them.
"""

import json
import sys
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import woff2


def main() -> None:
    folder, *names = sys.argv[1:]
    fonts = {name: _unpacked(Path(folder, name)) for name in names}
    sizes = json.dumps({name: len(font) for name, font in fonts.items()}).encode()
    sys.stdout.buffer.write(b"\n".join([sizes, b"".join(fonts.values())]))


def _unpacked(path: Path) -> bytes:
    font = BytesIO()
    woff2.decompress(BytesIO(path.read_bytes()), font)
    return font.getvalue()


if __name__ == "__main__":
    main()
