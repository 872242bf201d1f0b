"""What housing's work is called on the day's board."""

from core.tasks import TaskGroup
from core.text import N_, Sentence

LANDLORDS = TaskGroup("landlords", Sentence(N_("Landlords")))
LEASES = TaskGroup("leases", Sentence(N_("Leases")))
LISTINGS = TaskGroup("listings", Sentence(N_("Listings")))
OFFERS = TaskGroup("offers", Sentence(N_("Offers")))
SEARCHES = TaskGroup("searches", Sentence(N_("Saved searches")))
VIEWINGS = TaskGroup("viewings", Sentence(N_("Viewings")))
