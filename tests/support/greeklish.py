"""Greek as people write it in Latin letters, each in a way of their own. Drawn, and not made by the code under test."""

import random
import unicodedata

# By sound, by looks, and as the passport has it; digraphs first.
_PAIRS = {
    "ου": ("ou", "ou", "u"), "μπ": ("mp", "b", "mp"), "ντ": ("nt", "d", "nt"), "γκ": ("gk", "g", "gk"),
    "αυ": ("av", "au", "ay"), "ευ": ("ev", "eu", "ey"),
}  # fmt: skip
_LETTERS = {
    "α": ("a",), "β": ("v", "b"), "γ": ("g",), "δ": ("d",), "ε": ("e",), "ζ": ("z",), "η": ("i", "h"),
    "θ": ("th", "8"), "ι": ("i",), "κ": ("k",), "λ": ("l",), "μ": ("m",), "ν": ("n",), "ξ": ("x", "ks", "3"),
    "ο": ("o",), "π": ("p",), "ρ": ("r",), "σ": ("s",), "ς": ("s",), "τ": ("t",), "υ": ("y", "i", "u"),
    "φ": ("f", "ph"), "χ": ("ch", "h", "x"), "ψ": ("ps",), "ω": ("o", "w"),
}  # fmt: skip


def greeklish(draw: random.Random, text: str) -> str:
    """The text in Latin letters; one writer keeps to one way for each letter."""
    habits = {letter: draw.choice(ways) for letter, ways in (_PAIRS | _LETTERS).items()}
    plain = without_accents(text)
    written, place = [], 0
    while place < len(plain):
        for length in (2, 1):
            piece = plain[place : place + length]
            if latin := habits.get(piece.lower()):
                written.append(latin.capitalize() if piece[0].isupper() else latin)
                break
        else:
            written.append(piece)
        place += len(piece)
    return "".join(written)


def without_accents(text: str) -> str:
    """As it is typed in a hurry."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)


def slip(draw: random.Random, text: str) -> str:
    """One letter is left out, written twice, or changes places with the next; never the first of a word."""
    places = [i for i in range(1, len(text) - 1) if text[i - 1 : i + 2].isalpha()]
    if not places:
        return text
    i = draw.choice(places)
    return draw.choice(
        [text[:i] + text[i + 1 :], text[:i] + text[i] + text[i:], text[:i] + text[i + 1] + text[i] + text[i + 2 :]]
    )
