"""Why an advert is withdrawn."""

from flask_babel import lazy_gettext as _l

from core.forms import ChoiceField, StegiForm
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.words.listings import WITHDRAWAL_WORDS


class WithdrawalForm(StegiForm):
    """Stands beside the button, on pages that show much else."""

    reason = ChoiceField(_l("Why"), WithdrawalReason, WITHDRAWAL_WORDS, empty=_l("Withdraw, why?"))
