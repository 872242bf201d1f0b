"""Files of the same three flats, each made as some office, portal or spreadsheet would make it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import xlwt
from xlsxwriter import Workbook

Lines = Sequence[Sequence[Any]]
MadeFile = tuple[str, bytes]

HEADER = ("Κωδικός", "Διεύθυνση", "Πόλη", "Ενοίκιο", "Εμβαδόν", "Όροφος", "Τηλέφωνο")
FLATS = (
    ("Α-1", "Εφέσου 118, Ά Σκάλα", "Ηράκλειο", "450,50", "76", "3ος", "2810 990101"),
    ("Α-2", "Οδός Άνω Πόλης 5", "Χανιά", "1.100", "104", "ισόγειο", "6971234567"),
    ("Α-3", "Ικάρου 40", "Ηράκλειο", "380", "52", "υπόγειο", "+30 2810 990103"),
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1253", "iso8859-7")
SEPARATORS = {"semicolon": ";", "comma": ",", "tab": "\t"}

HEADERS: Mapping[str, Sequence[str]] = {
    "capitals without accents": ("ΚΩΔΙΚΟΣ", "ΔΙΕΥΘΥΝΣΗ", "ΠΟΛΗ", "ΕΝΟΙΚΙΟ", "ΕΜΒΑΔΟΝ", "ΟΡΟΦΟΣ", "ΤΗΛΕΦΩΝΟ"),
    "English": ("Reference", "Address", "City", "Monthly rent", "Size in m²", "Floor", "Phone"),
    "names of a database": ("advert_id", "street_address", "town", "monthly_rent", "size_m2", "floor", "phone_number"),
    "a portal's": ("Κωδ.", "Οδός και αριθμός", "Δήμος", "Τιμή (€)", "τ.μ.", "Επίπεδο", "Τηλ."),
    "with units and hard spaces": (
        "Αναφορά:", "Οδός\u00a0& αριθμός", "Οικισμός", "Μηνιαίο μίσθωμα (€)", "Εμβαδόν (τ.μ.)", "Όροφος", "Κινητό",
    ),
    "Greek and English together": ("REF", "Διεύθυνση ακινήτου", "Town", "Μίσθωμα", "sqm", "storey", "Mobile"),
}  # fmt: skip
RENTS: Mapping[str, Sequence[str]] = {
    "Greek with the sign": ("450,50 €", "1.100,00 €", "380,00 €"),
    "English": ("450.50", "1,100.00", "380.00"),
    "sign before": ("€450,50", "€1.100", "€ 380"),
    "for a month": ("450,50 €/μήνα", "1.100 € το μήνα", "380 €/μήνα"),
    "in words": ("450,50 ευρώ", "1100 ευρώ", "380 ευρω"),
    "with hard spaces": ("450,50\u00a0€", "1.100\u00a0€", "380\u202f€"),
}
SIZES: Mapping[str, Sequence[str]] = {
    "τ.μ.": ("76 τ.μ.", "104τ.μ.", "52 Τ.Μ."),
    "m²": ("76 m²", "104 m2", "52 sqm"),
    "with decimals": ("76,4", "104,00", "52.9"),
}


def made_files() -> Iterator[tuple[str, MadeFile]]:
    """Every file and what it is called."""
    for encoding in ENCODINGS:
        for name, separator in SEPARATORS.items():
            yield f"{encoding}, {name}", ("a.csv", text([HEADER, *FLATS], separator).encode(encoding))
    for end, signs in {"carriage returns": "\r", "both": "\r\n"}.items():
        yield f"line ends: {end}", ("a.txt", text([HEADER, *FLATS]).replace("\n", signs).encode("cp1253"))
    for kind, place, variants in (("rents", 3, RENTS), ("sizes", 4, SIZES)):
        for name, values in variants.items():
            yield f"{kind}: {name}", ("a.csv", text([HEADER, *column_as(place, values)]).encode())
    for name, header in HEADERS.items():
        yield f"header: {name}", ("a.csv", text([header, *FLATS]).encode())
    for name, lines in layouts().items():
        yield f"layout: {name}", ("a.csv", text(lines).encode("cp1253"))
        yield f"xlsx: {name}", ("a.xlsx", xlsx(lines))
        yield f"xls: {name}", ("a.xls", xls(lines))
    yield "xlsx: figures are numbers", ("a.xlsx", xlsx([HEADER, *as_numbers()]))
    yield "xls: figures are numbers", ("a.xls", xls([HEADER, *as_numbers()]))
    yield "xlsx: an empty sheet comes first", ("a.xlsx", xlsx([HEADER, *FLATS], empty_sheets=1))
    yield "a spreadsheet says its separator", ("a.csv", b"sep=;\n" + text([HEADER, *FLATS]).encode("cp1253"))
    yield (
        "every cell quoted",
        ("a.csv", text([[f'"{cell}"' for cell in line] for line in [HEADER, *FLATS]], ",").encode()),
    )


def layouts() -> dict[str, Lines]:
    """What stands around the rows."""
    blank: tuple[str, ...] = ("",) * len(HEADER)
    total = ("Σύνολο", "", "", "1.930,50", "232", "", "")
    groups = ("Αγγελία", "Ακίνητο", "", "Ενοίκιο", "Ακίνητο", "", "Ιδιοκτήτης")
    below = ("Κωδικός", "Διεύθυνση", "Πόλη", "", "τ.μ.", "Όροφος", "Τηλέφωνο")
    return {
        "plain": [HEADER, *FLATS],
        "title above": [("Αγγελίες, Νοέμβριος 2026", *blank[1:]), blank, HEADER, *FLATS],
        "two rows of title": [("Δήμος Ηρακλείου; ακίνητα",), ("Εκτύπωση 22/11/2026",), HEADER, *FLATS],
        "names in two rows": [groups, below, *FLATS],
        "title and names in two rows": [("Κατάλογος",), blank, groups, below, *FLATS],
        "blank lines between": [HEADER, blank, FLATS[0], blank, blank, *FLATS[1:], blank],
        "total at the foot": [HEADER, *FLATS, total],
        "total and mean after a blank line": [HEADER, *FLATS, blank, total, ("Μέσος όρος", "", "", 643.5, 77.3)],
        "names again on every page": [HEADER, FLATS[0], HEADER, *FLATS[1:]],
        "empty columns at the end": [(*line, "", "") for line in (HEADER, *FLATS)],
    }


def column_as(place: int, values: Sequence[str]) -> Lines:
    """The flats with one of their cells written otherwise."""
    return [(*flat[:place], value, *flat[place + 1 :]) for flat, value in zip(FLATS, values, strict=True)]


def as_numbers() -> Lines:
    """The flats as a spreadsheet keeps them that knows numbers."""
    figures = ((450.5, 76, 3, 2810990101), (1100, 104, 0, 6971234567), (380.0, 52.0, -1, 2810990103))
    return [(*flat[:3], *figure) for flat, figure in zip(FLATS, figures, strict=True)]


def text(lines: Lines, separator: str = ";") -> str:
    return "\n".join(separator.join(_quoted(str(cell), separator) for cell in line) for line in lines) + "\n"


def _quoted(cell: str, separator: str) -> str:
    return f'"{cell}"' if separator in cell and not cell.startswith('"') else cell


def xlsx(lines: Lines, empty_sheets: int = 0) -> bytes:
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        for _ in range(empty_sheets):
            book.add_worksheet()
        _write(book.add_worksheet().write, lines)
    return target.getvalue()


def xls(lines: Lines) -> bytes:
    book, target = xlwt.Workbook(), BytesIO()
    _write(book.add_sheet("Φύλλο").write, lines)
    book.save(target)
    return target.getvalue()


def _write(write: Callable[[int, int, Any], object], lines: Lines) -> None:
    for row, line in enumerate(lines):
        for place, cell in enumerate(line):
            if cell != "":
                write(row, place, cell)
