"""The steps with people, in words."""

from core.text import N_

STEPS = {
    "add-contact": N_("Added a contact"),
    "add-enterprise": N_("Added an enterprise"),
    "add-household": N_("Took a household in"),
    "add-identifier": N_("Wrote down an identifier"),
    "add-member": N_("Added a member"),
    "change-contact": N_("Changed a contact"),
    "change-enterprise": N_("Changed an enterprise"),
    "change-household": N_("Changed a household"),
    "change-identifier": N_("Changed an identifier"),
    "change-member": N_("Changed when a member lives here"),
    "change-person": N_("Changed a person"),
    "check-paper": N_("Checked a paper"),
    "choose-account": N_("Chose the account that is paid to"),
    "list-enterprises": N_("Looked at the list of enterprises"),
    "list-households": N_("Looked at the list of households"),
    "move-members": N_("Moved members to another household"),
    "remove-contact": N_("Removed a contact"),
    "show-contact": N_("Looked at a contact"),
    "show-enterprise": N_("Looked at an enterprise"),
    "show-household": N_("Looked at a household"),
    "show-person": N_("Looked at a person"),
    "split-household": N_("Made a new household of some members"),
}
SUBJECTS = {
    "contact": N_("Contact"),
    "enterprise": N_("Enterprise"),
    "household": N_("Household"),
    "household_document": N_("Document of a household"),
    "household_member": N_("Member"),
    "identifier": N_("Identifier"),
    "person": N_("Person"),
    "person_language": N_("Language"),
}
