"""Small pictures for tests."""

from io import BytesIO

from PIL import Image


def photograph(number: int = 0, kind: str = "PNG") -> bytes:
    """Larger than a thumbnail; each number gives another."""
    content = BytesIO()
    Image.new("RGB", (600 + number % 1000, 450), "white").save(content, kind)
    return content.getvalue()
