"""Run as a process of its own by pdf.py: fonts as fonts_process.py gives them and HTML on stdin, PDF on stdout.

The argument is the folder it may read.

WeasyPrint is slow to load, needs Pango, and fetches whatever a page names: so it lives here, with little memory and
time, and with the letters' own style sheets and fonts for all it can reach. Imports nothing of ours.
"""

import json
import resource
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

warnings.simplefilter("ignore")  # one says that the machine has no fonts for us, as it should be
try:
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse
except OSError:
    sys.exit(3)  # pdf.py knows: Pango is not installed

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
KINDS = {".css": "text/css", ".woff2": "font/woff2"}


class OwnFiles(URLFetcher):
    """Style sheets and fonts of one folder; anything else ends the letter."""

    def __init__(self, folder: Path, unpacked: Mapping[Path, bytes]) -> None:
        super().__init__()
        self._folder = folder
        self._unpacked = unpacked

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        address = urlsplit(url)
        path = Path(unquote(address.path)).resolve()
        if address.scheme != "file" or not path.is_relative_to(self._folder) or path.suffix not in KINDS:
            raise FatalURLFetchingError("not a file of the letters")
        content = self._unpacked.get(path) or path.read_bytes()
        return URLFetcherResponse(url, content, {"Content-Type": KINDS[path.suffix]})


def main() -> None:
    """Equal letters give equal bytes: nothing of the day or of the machine goes into the file."""
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(kind, (most, most))
    folder = Path(sys.argv[1]).resolve()
    sizes = json.loads(sys.stdin.buffer.readline())
    unpacked = {(folder / name).resolve(): sys.stdin.buffer.read(size) for name, size in sizes.items()}
    text = sys.stdin.buffer.read().decode()
    page = HTML(string=text, base_url=f"{folder.as_uri()}/", url_fetcher=OwnFiles(folder, unpacked))
    sys.stdout.buffer.write(page.write_pdf(pdf_variant="pdf/ua-1"))


if __name__ == "__main__":
    main()
