"""What people write for a sex, a relation, a status, a country, a language: Greek, also in Latin letters, English."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from babel import Locale

from core.importing.cells import text, unreadable
from core.importing.table import Cell
from core.importing.words import fold
from core.search_keys import sounds
from core.text import N_
from people.language_codes import CODES

_SEXES = {
    "female": "female, woman, girl, f, w, θήλυ, θηλυκό, γυναίκα, κορίτσι, θ, γ",
    "male": "male, man, boy, m, άρρεν, αρσενικό, άνδρας, άντρας, αγόρι, α, μ",
    "other": "other, x, άλλο",
}
_RELATIONS = {
    "applicant": (
        "applicant, main applicant, principal applicant, head, head of household, head of family, self, "
        "beneficiary, αιτών ή αιτούσα, αιτών, αιτούσα, κύριος αιτών, κύρια αιτούσα, δικαιούχος, αρχηγός, "
        "αρχηγός οικογένειας, κεφαλή οικογένειας, υπόχρεος, ο ίδιος, η ίδια"
    ),
    "partner": (
        "spouse or partner, spouse, partner, husband, wife, σύζυγος, σύζυγος ή σύντροφος, σύντροφος, "
        "συμβία, συμβίος, άνδρας, γυναίκα"
    ),
    "child": (
        "child, son, daughter, stepson, stepdaughter, stepchild, minor child, παιδί, τέκνο, γιος, υιός, κόρη, "
        "θυγατέρα, ανήλικο τέκνο, ανήλικο παιδί, ενήλικο τέκνο"
    ),
    "parent": "parent, father, mother, γονέας, γονιός, πατέρας, μητέρα, μάνα",
    "sibling": "brother or sister, sibling, brother, sister, αδελφός, αδελφή, αδερφός, αδερφή, αδελφός ή αδελφή",
    "other-relative": (
        "other relative, relative, grandfather, grandmother, grandparent, uncle, aunt, cousin, nephew, niece, "
        "grandchild, grandson, granddaughter, mother in law, father in law, άλλος συγγενής, συγγενής, παππούς, γιαγιά, "
        "θείος, θεία, ξάδελφος, ξαδέλφη, ξάδερφος, ξαδέρφη, ανιψιός, ανιψιά, εγγονός, εγγονή, πεθερός, πεθερά"
    ),
    "not-related": (
        "not related, unrelated, friend, guest, χωρίς συγγένεια, μη συγγενής, φίλος, φίλη, φιλοξενούμενος, "
        "φιλοξενούμενη"
    ),
}
_STATUSES = {
    "applicant": (
        "asylum seeker, asylum applicant, applicant, applicant for international protection, "
        "αιτών ή αιτούσα άσυλο, αιτών άσυλο, αιτούσα άσυλο, αιτών, αιτούσα, αιτών διεθνή προστασία, "
        "αιτούσα διεθνή προστασία"
    ),
    "refugee": (
        "refugee, recognised refugee, recognized refugee, refugee status, asylum, πρόσφυγας, "
        "αναγνωρισμένος πρόσφυγας, αναγνωρισμένη πρόσφυγας, προσφυγικό καθεστώς, άσυλο"
    ),
    "subsidiary": "subsidiary protection, subsidiary, επικουρική προστασία, επικουρική",
    "temporary": "temporary protection, temporary, προσωρινή προστασία, προσωρινή",
    "humanitarian": (
        "humanitarian residence, humanitarian, humanitarian grounds, ανθρωπιστικοί λόγοι, ανθρωπιστική, "
        "άδεια για ανθρωπιστικούς λόγους, ανθρωπιστικό, διαμονή για ανθρωπιστικούς λόγους"
    ),
    "other": "another residence title, other, άλλος τίτλος διαμονής, άλλο, άλλη άδεια διαμονής",
    "none": "needs none, none, citizen, greek citizen, δεν χρειάζεται, κανένα, έλληνας πολίτης, ελληνίδα πολίτης",
}
# What Unicode's names of countries do not say: those who come from there, and short names.
_PEOPLE = {
    "AF": "afghan, αφγανός, αφγανή, αφγανική",
    "AL": "albanian, αλβανός, αλβανή, αλβανίδα, αλβανική",
    "AM": "armenian, αρμένιος, αρμένια, αρμενική",
    "BD": "bangladeshi, μπαγκλαντεσιανός, μπαγκλαντεσιανή",
    "CD": "drc, dr congo, congolese, democratic republic of the congo, κονγκολέζος, κονγκολέζα, λδ κονγκό",
    "CM": "cameroonian, καμερουνέζος, καμερουνέζα",
    "DZ": "algerian, αλγερινός, αλγερινή",
    "EG": "egyptian, αιγύπτιος, αιγύπτια, αιγυπτιακή",
    "ER": "eritrean, ερυθραίος, ερυθραία",
    "ET": "ethiopian, αιθίοπας, αιθιοπική",
    "GE": "georgian, γεωργιανός, γεωργιανή",
    "GH": "ghanaian, γκανέζος, γκανέζα",
    "GN": "guinean, γουινέος",
    "GR": "greek, hellenic, έλληνας, ελληνίδα, ελληνική, ελλάς",
    "IN": "indian, ινδός, ινδή, ινδική",
    "IQ": "iraqi, ιρακινός, ιρακινή, ιρακική",
    "IR": "iranian, ιρανός, ιρανή, ιρανική",
    "MA": "moroccan, μαροκινός, μαροκινή",
    "NG": "nigerian, νιγηριανός, νιγηριανή",
    "PK": "pakistani, πακιστανός, πακιστανή, πακιστανική",
    "PS": "palestine, palestinian, παλαιστίνη, παλαιστίνιος, παλαιστίνια, παλαιστινιακή",
    "RU": "russian, ρώσος, ρωσίδα, ρωσική",
    "SD": "sudanese, σουδανός, σουδανή",
    "SL": "sierra leonean, σιέρρα λεόνε",
    "SO": "somali, σομαλός, σομαλή, σομαλική",
    "SY": "syrian, syrian arab republic, σύρος, σύρια, συρία, συριακή",
    "TR": "turkish, turkey, τούρκος, τουρκάλα, τουρκική",
    "UA": "ukrainian, ουκρανός, ουκρανή, ουκρανική",
    "YE": "yemeni, υεμενίτης",
}
_LANGUAGES = {
    "ar": "arabic, arab, αραβικά, αραβική",
    "el": "greek, ελληνικά",
    "en": "english, αγγλικά",
    "fa": "farsi, persian, dari, φαρσί, φαρσι/νταρί, νταρί, περσικά",
    "fr": "french, γαλλικά",
    "ku": "kurdish, kurmanji, kurmanci, sorani, κουρδικά, κουρμαντζί, σοράνι",
    "ln": "lingala, λινγκάλα",
    "ps": "pashto, pashtu, παστού, πάστο",
    "ti": "tigrinya, τιγρινικά, τιγκρίνια",
    "tr": "turkish, τουρκικά",
    "ur": "urdu, ουρντού",
}
_ABROAD = ("el", "en")  # the languages of files; names in its own language are known of each language too

Reader = Callable[[Cell], str | None]


def _heard(words: str) -> Iterator[str]:
    """The words as they sound: Greek in Latin letters, whichever way it is spelt."""
    for spelling in zip(*sounds(words), strict=True):
        yield "".join(spelling)


class Meanings:
    """What words mean, by their letters, else by their sound."""

    def __init__(self, by_meaning: Mapping[str, str]) -> None:
        self._by_letters: dict[str, str] = {}
        self._by_sound: dict[str, str] = {}
        for meaning, words in by_meaning.items():
            for word in words.split(", "):
                self._by_letters.setdefault(fold(word), meaning)
                for sound in _heard(word):
                    self._by_sound.setdefault(sound, meaning)

    def of(self, written: str) -> str | None:
        """None where nobody knows the words."""
        found = self._by_letters.get(fold(written))
        return found or next((self._by_sound[sound] for sound in _heard(written) if sound in self._by_sound), None)


def _reader(meanings: Callable[[], Meanings]) -> Reader:
    def read(cell: Cell) -> str | None:
        written = text(cell)
        if written is None:
            return None
        meaning = meanings().of(written)
        if meaning is None:
            raise unreadable("not-a-known-word", N_("“%(value)s” is none of the words that this column knows."), cell)
        return meaning

    return read


@cache
def _sexes() -> Meanings:
    return Meanings(_SEXES)


@cache
def _relations() -> Meanings:
    return Meanings(_RELATIONS)


@cache
def _statuses() -> Meanings:
    return Meanings(_STATUSES)


@cache
def _countries() -> Meanings:
    """Codes of two letters, and names as Unicode has them."""
    codes = map(str, Locale("en").territories)
    named = {code: code for code in codes if len(code) == 2 and code.isalpha()}
    for locale in map(Locale, _ABROAD):
        named = {code: f"{names}, {locale.territories.get(code, code)}" for code, names in named.items()}
    return Meanings({code: f"{names}, {_PEOPLE.get(code, code)}" for code, names in named.items()})


@cache
def languages() -> Meanings:
    """Codes, and names as Unicode has them, in the language itself too."""
    named = {}
    for code in CODES:
        names = [code, Locale(code).get_display_name(code), *(Locale(of).languages.get(code) for of in _ABROAD)]
        named[code] = ", ".join([*filter(None, names), _LANGUAGES.get(code, code)])
    return Meanings(named)


sex = _reader(_sexes)
relation = _reader(_relations)
protection_status = _reader(_statuses)
country = _reader(_countries)
language = _reader(languages)
