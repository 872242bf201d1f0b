"""Forms filled in as anybody would: hostile text wherever words are taken, and what a field accepts everywhere else."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO

from lxml import html
from lxml.html import FormElement, HtmlElement
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse

from core.dates import DAY, today
from people.demo import EMPTY_PAGE
from tests.support.pages import PageClient, complaints
from tests.support.photographs import photograph

NUL = "\N{SYMBOL FOR NULL}"  # stands for the real one, which lxml does not take
# `{n}` is the number by which one is known again.
HOSTILE = (
    "{n}<script>alert({n})</script>\"'><img src=x onerror=alert({n})>" + NUL,
    "=1+1|{n}${{7*7}}{{{{7*7}}}}\u202e🏠" + "Ω" * 60,
    "{n}</textarea></title>--></script><svg onload=alert({n})>",
)
FIRST = 700_000  # of the numbers: no other figure on a page looks like them
LONGEST = 200
ATTEMPTS = 20  # a form says what is wrong in turns
WORDS = (
    ".//input[@name][not(@type) or @type='text' or @type='search' or @type='email' or @type='tel'] | .//textarea[@name]"
)
FILES = ".//input[@type='file']"
# What fields take that do not take words. Others keep what the page proposes, or try the rest in turn.
VALUES = {
    "answer_by": f"{today() + 3 * DAY:%d/%m/%Y}",
    "born_on": "01/02/1990",
    "clock": "18:00",  # far from what the demonstration has planned
    "email": "maria@example.org",
    "iban": "GR1601101250000000012300695",
    "landlord_iban": "GR1601101250000000012300695",
    "latitude": "35,33",
    "longitude": "25,14",
    "outcome": "rejected",
    "owner_afm": "",  # by the same one an owner with a like name would be found again
    "phone": "+302810990001",
    "postal_code": "71305",
    "reference": "N-0009",
    "share": "50",
    "town": "Archanes",
}
OTHERS = (
    f"{today():%d/%m/%Y}", f"{today() + 30 * DAY:%d/%m/%Y}", "450", "2", "123456783", "+302810990001", "Maria Papadaki",
    "maria@example.org", "",
)  # fmt: skip
# Files with rows, by where they are sent: a row of columns with what is accepted in them, and those that take words.
SHEETS = {
    "/awards/import": (
        {"month": "11/2026", "amount": "100", "scheme": "demonstration"}, ("household number", "tenant"),
    ),
    "/households/import": (
        {"household number": "17", "date of birth": "04/05/1985"}, ("name", "name of the household", "latin name"),
    ),
    "/landlords/import": ({"phone": "2810990001"}, ("name",)),
    "/leases/import": (
        {
            "our number": "N-0001", "start": "01/09/2026", "end": "31/08/2029", "rent": "450",
            "owner phone": "2810990001",
        },
        ("address", "landlord", "tenant", "town"),
    ),
    "/listings/import": (
        {"rent": "450"}, ("address", "area", "city", "description", "landlord", "reference", "title"),
    ),
    # Where the forms above put a flat, whose page then names it as the nearest.
    "/places-of-interest/import": ({"kind": "school", "latitude": "35.33", "longitude": "25.14"}, ("name",)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was taken: in which field stood which number, and what was answered."""

    numbers: dict[str, int]
    answer: TestResponse


def send_hostile(client: PageClient, address: str, place: int, numbers: Iterator[int]) -> Sent | None:
    """Fill in one of the forms of a page until it is taken; None when it never is, or is there no longer."""
    page = html.document_fromstring(client.get(address).text)
    if len(page.forms) <= place:
        return None
    form: FormElement = page.forms[place]
    proposed = {control.name: control.value for control in form.xpath(WORDS)}
    typed = {control.name: _type(control, next(numbers)) for control in form.xpath(WORDS)}
    files = {name: _file(address, typed, numbers) for name in form.xpath(f"{FILES}/@name")}
    attempts: dict[str, int] = {}
    for _ in range(ATTEMPTS):
        address = form.action or address  # a form that came back leads to where it was sent
        answer = client.post(address, data=_data(form, files))
        if answer.status_code != 422:
            return Sent(typed, answer) if answer.status_code < 400 else None
        page = html.document_fromstring(answer.text)
        assert complaints(page) == [], address
        form = next(other for other in page.forms if set(form.fields.keys()) <= set(other.fields.keys()))
        for control in _refused(page, form):
            typed.pop(control.name, None)
            _try_next(form, control, proposed.get(control.name), attempts)
    return None


def hostile(number: int) -> str:
    return HOSTILE[number % len(HOSTILE)].format(n=number)


def _type(control: HtmlElement, number: int) -> int:
    control.value = hostile(number)[: int(control.get("maxlength", LONGEST))]
    return number


def _file(address: str, typed: dict[str, int], numbers: Iterator[int]) -> tuple[bytes, str]:
    """Rows with hostile cells, a photograph or a document with a hostile name; only that of a document is shown."""
    number = next(numbers)
    name = hostile(number).translate({ord(NUL): "", ord('"'): ""})
    if address.endswith("/photos"):
        return photograph(number), f"{name}.png"
    if address not in SHEETS:
        typed["file"] = number
        return EMPTY_PAGE, f"{name}.pdf"
    known, columns = SHEETS[address]
    typed |= {f"file: {column}": next(numbers) for column in columns}
    row = {column: hostile(number).replace(NUL, "") for column, number in typed.items() if ":" in column}
    sheet = StringIO()
    writer = csv.DictWriter(sheet, [*known, *row], delimiter=";")
    sheet.write(";".join([*known, *columns]) + "\r\n")
    writer.writerow(known | row)
    return sheet.getvalue().encode(), f"{name}.csv"


def _refused(page: HtmlElement, form: FormElement) -> list[HtmlElement]:
    """The fields that the summary of errors leads to."""
    ids = [link.removeprefix("#") for link in page.xpath("//*[@class='st-errors']//@href")]
    return [control for control in form.xpath(".//input | .//select | .//textarea") if control.get("id") in ids]


def _try_next(form: FormElement, control: HtmlElement, proposed: str | None, attempts: dict[str, int]) -> None:
    turn = attempts[control.name] = attempts.get(control.name, -1) + 1
    known = VALUES.get(control.name.rpartition("-")[2].rstrip("_0123456789"))
    if control.tag == "select":
        options = [option for option in control.value_options if option]
        control.value = options[turn % len(options)]
    elif control.get("type") == "radio" and known:
        form.fields[control.name] = known
    elif control.get("type") in ("checkbox", "radio"):
        control.checked = True
    else:
        candidates = [*([proposed] if proposed else []), *([] if known is None else [known]), *OTHERS]
        control.value = candidates[turn % len(candidates)]


def _data(form: FormElement, files: dict[str, tuple[bytes, str]]) -> MultiDict[str, object]:
    data = MultiDict((name, str(value).replace(NUL, "\0")) for name, value in form.form_values() if name not in files)
    for name, (content, filename) in files.items():
        data.add(name, FileStorage(BytesIO(content), filename))
    return data
