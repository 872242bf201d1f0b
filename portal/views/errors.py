"""What goes wrong before a household is said in its own frame and words, with a way home, wherever it went."""

from core.pages import OUR_FAULT, OUT_OF_REACH, Frame, Frames, Trouble
from core.text import N_, Sentence
from portal import access

LOOK_AGAIN = Sentence(N_("Go to your first page and look again, or ask your centre."))

WORDS = {
    400: Trouble(
        Sentence(N_("This page was open for too long")),
        Sentence(N_("What you sent was not taken. Nothing was changed.")),
        Sentence(N_("Go back, load the page again and send it once more.")),
    ),
    403: Trouble(
        Sentence(N_("This page is not yours")),
        Sentence(N_("It belongs to somebody else, or to your centre.")),
        LOOK_AGAIN,
    ),
    404: Trouble(
        Sentence(N_("There is nothing here")),
        Sentence(N_("There is no such page. It may have moved, or the address has a slip in it.")),
        LOOK_AGAIN,
    ),
    409: Trouble(Sentence(N_("This cannot be done now")), Sentence(N_("Nothing was changed.")), LOOK_AGAIN),
    413: Trouble(
        Sentence(N_("This is too large")),
        Sentence(N_("What you sent is larger than the service takes. Nothing was saved.")),
        Sentence(N_("Send a smaller file, or bring it to your centre.")),
    ),
    500: Trouble(
        OUR_FAULT.title,
        OUR_FAULT.what_happened,
        Sentence(N_("Please try again in a moment. If it happens again, call your centre.")),
        OUR_FAULT.whose_fault,
    ),
    503: Trouble(
        OUT_OF_REACH.title,
        OUT_OF_REACH.what_happened,
        Sentence(N_("Please try again in a few minutes. If it goes on, call your centre.")),
        OUT_OF_REACH.whose_fault,
    ),
}
FRAME = Frame("portal/base_portal.html", "portal.home", Sentence(N_("To my first page")), WORDS)


class HouseholdFrames(Frames):
    """A browser with a household's cookie is answered as a household, also at an address that is none of its pages."""

    def find(self) -> Frame | None:
        return FRAME if access.is_household() else None
