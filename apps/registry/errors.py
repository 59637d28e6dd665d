"""What can be wrong with a pack."""

from greenlang.errors import Refused


class BadPack(Refused):
    """The archive is not one our factory writes."""

    code = "bad-pack"
    status = 422
    title = "The pack is refused"
