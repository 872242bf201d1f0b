"""The steps with people, in words."""

from core.text import N_

STEPS = {
    "add-household": N_("Took a household in"),
    "add-member": N_("Added a member"),
    "change-household": N_("Changed a household"),
    "change-member": N_("Changed when a member lives here"),
    "change-person": N_("Changed a person"),
    "list-households": N_("Looked at the list of households"),
    "move-members": N_("Moved members to another household"),
    "show-household": N_("Looked at a household"),
    "show-person": N_("Looked at a person"),
    "split-household": N_("Made a new household of some members"),
}
SUBJECTS = {
    "household": N_("Household"),
    "household_document": N_("Document of a household"),
    "household_member": N_("Member"),
    "person": N_("Person"),
    "person_language": N_("Language"),
}
