import pytest

from core.importing.encoding import decode, greek_code_page


@pytest.mark.parametrize(
    ("text", "code_page"),
    [
        ("Άνω Πόλη", "cp1253"),
        ("Άνω Πόλη", "iso8859-7"),
        ("στην Άμπελο;450", "cp1253"),
        ("στην Άμπελο;450", "iso8859-7"),
        ("ΚΆΤΩ ΠΌΛΗ", "cp1253"),
        ("ΚΆΤΩ ΠΌΛΗ", "iso8859-7"),
        ("Άγιος;Άνω;απ’ το κέντρο", "cp1253"),
        ("Άγιος;απ’ το κέντρο", "iso8859-7"),
        ("Γ’ όροφος", "iso8859-7"),
        ("Γ’ όροφος", "cp1253"),
        ("450 €", "cp1253"),
        ("450 €", "iso8859-7"),
        ("«Το Σπίτι» – 80 τ.µ.", "cp1253"),
        ("‘Σπίτι’", "iso8859-7"),
        ("‘Σπίτι’", "cp1253"),
        ("Οδός Ερμού", "cp1253"),
        ("Οδός Ερμού", "iso8859-7"),
    ],
)
def test_greek_text_is_read_as_it_was_written(text: str, code_page: str) -> None:
    assert decode(text.encode(code_page)) == text


def test_windows_is_taken_where_both_read_the_same() -> None:
    assert greek_code_page("Οδός Ερμού 5".encode("cp1253")) == "cp1253"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_known_with_and_without_its_mark(encoding: str) -> None:
    assert decode("Άνω;450 €\n".encode(encoding)) == "Άνω;450 €\n"
