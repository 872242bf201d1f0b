"""Addresses of the web in a text that somebody wrote."""

import re

_ADDRESS = re.compile(r"(https?://[^\s<>\"]*[^\s<>\".,;:)])")


def with_links(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is an address; a full stop or semicolon after one is none of it."""
    return [(piece, place % 2 == 1) for place, piece in enumerate(_ADDRESS.split(text)) if piece]
