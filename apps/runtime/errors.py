"""Why an agent does not answer."""

from greenlang.errors import Conflict, Refused


class NotAccepting(Conflict):
    """The version is not Running; the message says what it is."""

    code = "not-accepting"


class UntrustedCode(Refused):
    """The code goes beyond what may run in this process."""

    code = "untrusted-code"
