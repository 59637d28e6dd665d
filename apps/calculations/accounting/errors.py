"""What accounting refuses: each error says what is wrong, where, and what would be right."""

from greenlang.errors import Conflict, InvalidInput


class InvalidUncertainty(InvalidInput):
    """Uncertainties that cannot be combined."""

    code = "invalid-uncertainty"
    title = "The uncertainty cannot be worked out"


class InvalidScore(InvalidInput):
    """A data-quality score outside its scale, or an aggregate over nothing."""

    code = "invalid-score"
    title = "Not a data-quality score"


class InvalidPeriod(InvalidInput):
    """Days that make no period, or periods that overlap."""

    code = "invalid-period"
    title = "Not a usable period"


class InvalidInstrument(InvalidInput):
    """A contractual instrument that contradicts itself or stands there twice."""

    code = "invalid-instrument"
    title = "The contractual instrument cannot be used"


class NoGridFactor(InvalidInput):
    """No average of the grid at any step of the location-based order."""

    code = "no-grid-factor"
    title = "No grid average"


class MixedGwpSets(Conflict):
    """Lines of one inventory that were calculated with different sets of warming potentials."""

    code = "mixed-gwp-sets"
    title = "One inventory uses one GWP set"


class MissingQuantity(InvalidInput):
    """A quantity that was left blank: neither zero nor known."""

    code = "missing-quantity"
    title = "The quantity is missing"


class NegativeQuantity(InvalidInput):
    """A negative quantity that takes back no named line."""

    code = "negative-quantity"
    title = "A negative quantity reverses a named line"


class InvalidCorrection(Conflict):
    """Entries whose reversals do not fit what they reverse."""

    code = "invalid-correction"
    title = "The correction does not fit"
