"""What can be wrong with a pack, or with what is said of a version."""

from greenlang.errors import Conflict, Refused


class BadPack(Refused):
    """The archive is not one our factory writes."""

    code = "bad-pack"
    status = 422
    title = "The pack is refused"


class NotRegistered(Conflict):
    """The version has no pack yet, or is gone: nothing can be said of it that others rely on."""

    code = "not-registered"
