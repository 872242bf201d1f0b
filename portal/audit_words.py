"""The steps of households on their own pages, in words."""

from core.text import N_

STEPS = {
    "make-link": N_("Made a personal link"),
    "send-link": N_("Sent a personal link"),
    "show-own-days": N_("The household looked at its days"),
    "show-own-home": N_("The household looked at its first page"),
    "show-own-homes": N_("The household looked at the homes kept for it"),
    "show-own-money": N_("The household looked at its money"),
    "show-own-offer": N_("The household looked at an offer"),
    "show-own-viewing": N_("The household looked at a viewing"),
    "shut-household-out": N_("Closed a household's personal links"),
    "sign-household-out": N_("Signed a household out everywhere"),
    "use-link": N_("Came in by the personal link"),
}
SUBJECTS = {"household_feed": N_("Calendar of a household"), "household_link": N_("Personal link")}
