"""What of a source is an address."""

import pytest

from subsidies.links import with_links


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Order 12 of 2024", []),
        ("https://example.org/a", ["https://example.org/a"]),
        ("https://example.org/a.html; also http://example.org.", ["https://example.org/a.html", "http://example.org"]),
        ("(see https://example.org/a?b=1#c)", ["https://example.org/a?b=1#c"]),
        ('https://example.org/"><script>', ["https://example.org/"]),
        ("javascript:alert(1) ftp://example.org", []),
    ],
)
def test_addresses_end_before_what_follows_them(text: str, addresses: list[str]):
    pieces = with_links(text)
    assert [piece for piece, is_address in pieces if is_address] == addresses
    assert "".join(piece for piece, _ in pieces) == text
