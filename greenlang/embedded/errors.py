"""What can go wrong when the embedded servers are started."""

from greenlang.errors import Unavailable


class DataDirectoryUnavailable(Unavailable):
    """The data directory cannot be used: read-only, somebody else's, or its disk is full."""

    code = "data-directory-unavailable"


class DataDirectoryInUse(Unavailable):
    """Another stack runs on this data directory."""

    code = "data-directory-in-use"


class ServiceFailed(Unavailable):
    """A child process died, or never became healthy; the message ends with the last lines of its log."""

    code = "service-failed"
