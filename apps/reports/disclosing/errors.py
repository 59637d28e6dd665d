"""What can go wrong with disclosures."""

from greenlang.errors import Conflict, InvalidInput


class DisclosuresInvalid(InvalidInput):
    """Disclosures that are not of their shape, or contradict themselves; ``errors`` lists every finding."""

    code = "disclosures-invalid"
    title = "The disclosures cannot be used"


class DisclosuresMoved(Conflict):
    """Somebody changed them since they were read."""

    code = "disclosures-moved"
    title = "Changed in the meantime"
