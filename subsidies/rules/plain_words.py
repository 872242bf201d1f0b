"""The sentences of `rules.explanation` as the household reads them: the same figures, said plainly."""

from collections.abc import Mapping

from core.text import N_, NN_, Sentence


def in_plain_words(sentence: Sentence) -> Sentence:
    """What a sentence of an explanation means to the household. Other sentences are plain enough."""
    singular, plural = _COUNTED.get(sentence.msgid) or (_WORDS.get(sentence.msgid, sentence.msgid), sentence.plural)
    return Sentence(singular, sentence.values, plural)


# By what the staff read, in the singular.
_COUNTED: Mapping[str, tuple[str, str]] = {
    "%(n)s of %(of)s days is payable": NN_(
        "The programme pays for %(n)s day of the %(of)s of this month.",
        "The programme pays for %(n)s days of the %(of)s of this month.",
    ),
    "table of %(from_on)s for %(n)s person: %(amount)s": NN_(
        "The table of %(from_on)s gives %(amount)s for %(n)s person.",
        "The table of %(from_on)s gives %(amount)s for %(n)s people.",
    ),
    "%(n)s day at %(entitlement)s a month": NN_(
        "%(n)s day counts at %(entitlement)s a month.",
        "%(n)s days count at %(entitlement)s a month.",
    ),
    "%(each)s for %(n)s other": NN_(
        "It gives %(each)s for %(n)s other person.",
        "It gives %(each)s for each of %(n)s other people.",
    ),
    "%(each)s for %(n)s unprotected minor": NN_(
        "It gives %(each)s for %(n)s unprotected child.",
        "It gives %(each)s for each of %(n)s unprotected children.",
    ),
}
_WORDS: Mapping[str, str] = {
    "every month counts %(of)s days, here %(n)s of them": N_(
        "The programme counts %(of)s days in every month, and in this one it pays for %(n)s of them."
    ),
    "a month with a payable day counts in full, as on the first of them": N_(
        "The programme pays this month in full, also where only some of its days count."
    ),
    "suspended from %(first)s to %(last)s": N_("The payment is suspended from %(first)s to %(last)s."),
    "frozen from %(first)s to %(last)s": N_("The programme pays nobody from %(first)s to %(last)s."),
    "who joined on %(day)s counts from the next month on": N_(
        "Who came to your household on %(day)s counts from the next month on."
    ),
    "who left on %(day)s still counts in this month": N_(
        "Who left your household on %(day)s still counts in this month."
    ),
    "%(base)s for the first": N_("It gives %(base)s for the first person."),
    "%(amount)s for the first minor of a single parent": N_(
        "It gives %(amount)s for the first child of a parent alone."
    ),
    "together no more than %(most)s": N_("Together it gives no more than %(most)s."),
    "rent share %(rent)s × %(share)s = %(rent_share)s": N_(
        "Your part of the rent is %(rent)s × %(share)s = %(rent_share)s."
    ),
    "rent share %(share)s is lower": N_("Your rent of %(share)s is lower, so the programme goes by your rent."),
    "less %(share)s × %(income)s of income / 12 = %(own_part)s": N_(
        "You pay a part from your income: %(income)s a year × %(share)s / 12 = %(own_part)s a month."
    ),
    "under %(least)s nothing is paid": N_("Less than %(least)s is left: so small an amount is not paid."),
    "%(monthly)s × %(days)s / %(of)s = %(amount)s": N_("So it is %(monthly)s × %(days)s / %(of)s = %(amount)s."),
    "together %(amount)s, rounded once": N_("Together that is %(amount)s."),
    "paid once, for the household of %(day)s": N_("You get this once, for who lived in your household on %(day)s."),
    "%(recovered)s is kept back for what was paid too much, %(payable)s is left": N_(
        "You were paid too much before, so %(recovered)s is kept back and you get %(payable)s."
    ),
    "%(amount)s is paid already and stays as it is": N_("%(amount)s is paid already, and that stays."),
}
EXPLAINED = _COUNTED.keys() | _WORDS.keys()
