"""HTML to PDF in a process of its own (pdf_process.py), so that a broken template or a hostile text harms nobody.

The child knows no fonts but those served from here, no network, and no environment of ours.
"""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from core.config import ROOT
from core.errors import Refused
from core.text import N_, Sentence

MAX_SECONDS = 45
STATIC = ROOT / "static"

# Ends of lines and paragraphs that HTML takes for nothing of the kind; WeasyPrint 70 stumbles where one ends a line.
_BLANKS = str.maketrans(dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " "))

_HERE = Path(__file__).parent
_FONTS_PROCESS = _HERE / "fonts_process.py"
_FONT = re.compile(r'url\("\.\./([^"]+\.woff2)"\)')
_NO_PANGO = 3  # exit code


class NoPango(Refused):
    """The machine lacks the library that letters are set with."""


def make_pdf(html: str) -> bytes:
    """The page as PDF/UA, tagged. The style sheets it names are files of `static/`. Raises Refused."""
    with TemporaryDirectory(prefix="stegi-letter-") as scratch:
        try:
            answer = subprocess.run(
                [sys.executable, "-I", str(_HERE / "pdf_process.py"), str(STATIC)],
                input=_fonts() + html.translate(_BLANKS).encode(),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=MAX_SECONDS,
                env={"FONTCONFIG_FILE": str(_HERE / "fonts.conf"), "HOME": scratch, "TMPDIR": scratch},
            )
        except subprocess.SubprocessError:
            raise _failed() from None
    if answer.returncode == _NO_PANGO:
        raise NoPango(Sentence(N_("Letters cannot be made on this machine: Pango is missing. Tell the administrator.")))
    if answer.returncode:
        raise _failed()
    return answer.stdout


@cache
def _fonts() -> bytes:
    """Those of the letters' style sheet, unpacked once: in each letter it would take as long as all the rest."""
    names = _FONT.findall((STATIC / "css" / "letter.css").read_text())
    command = [sys.executable, "-I", str(_FONTS_PROCESS), str(STATIC), *names]
    return subprocess.run(command, check=True, capture_output=True, timeout=MAX_SECONDS, env={}).stdout


def _failed() -> Refused:
    return Refused(Sentence(N_("The letter could not be made. Nothing was kept of it; tell the administrator.")))
