"""What housing's templates are lent: every table of words by its own name."""

from housing.views.blueprint import WITH_TABLES, tables_of


def test_a_name_stands_for_one_table_of_words():
    lent: dict[str, object] = {}
    for module in WITH_TABLES:
        for name, table in tables_of(module).items():
            assert lent.setdefault(name, table) is table, f"{name} of {module.__name__} is another one elsewhere"
    assert {"OFFER_WORDS", "VIEWING_SHAPES", "GATE_STEPS"} <= lent.keys()
