"""What the addresses in settings may look like, and what they lead to. Pure."""

import re
from urllib.parse import SplitResult, urlsplit

LOOPBACK = ("localhost", "127.0.0.1")

_WEB = re.compile(r"https?://[^\s/?#;,'\"]+(?:[/?]\S*)?")  # whatever the browser's rules could be split by is out
_DATABASE = re.compile(r"(?:sqlite(?:\+pysqlite)?|postgresql(?:\+psycopg)?)://")
_STORE = re.compile(r"(?:file:///|s3://[^\s/])\S*")


def is_of_the_web(url: str) -> bool:
    """Whether browsers and services can be sent there."""
    return _WEB.fullmatch(url) is not None


def is_database(url: str) -> bool:
    """Whether rows can be kept there."""
    try:
        return _DATABASE.match(url) is not None and urlsplit(url).port != 0
    except ValueError:
        return False


def is_store(url: str) -> bool:
    """Whether documents can be kept there."""
    return _STORE.fullmatch(url) is not None


def is_archive(tile_url: str) -> bool:
    """Whether the address is that of one file with all tiles."""
    return _ending(tile_url) == "pmtiles"


def is_vector(tile_url: str) -> bool:
    """Whether what is there is drawn in the browser: an archive is, since pictures have an address each."""
    return _ending(tile_url) in ("pmtiles", "mvt", "pbf")


def _ending(tile_url: str) -> str:
    return tile_url.partition("?")[0].rpartition(".")[2].lower()


def parts_of(url: str) -> SplitResult | None:
    """The parts of an address with a host and, if there is one, a port that can be; None for any other."""
    try:
        parts = urlsplit(url)
        return parts if parts.hostname and parts.port != 0 else None
    except ValueError:
        return None


def keeps_secrets(parts: SplitResult) -> bool:
    """Whether nobody reads along: by https, or within this machine."""
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in {*LOOPBACK, "::1"})
