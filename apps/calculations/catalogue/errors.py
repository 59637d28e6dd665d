"""The catalogue's errors: editions that cannot be read, and requests no factor answers."""

from collections.abc import Sequence

from greenlang.errors import Conflict, InvalidInput, NotFound


class InvalidEdition(InvalidInput):
    """An edition's files break the catalogue's own rules; every finding names file and line."""

    code = "invalid-edition"
    title = "The catalogue edition cannot be read"


class EditionChanged(Conflict):
    """An edition that was imported before has other contents; imported editions never change."""

    code = "edition-changed"
    title = "The catalogue edition has changed"


class FactorNotFound(NotFound):
    """No factor answers the request; nothing was put in its place.

    Attributes:
        nearest: names that exist and come closest, best first.
        steps: how far the search came.
    """

    code = "factor-not-found"
    # What was handed in names something that is not there: the input is wrong, not the address.
    status = 422
    title = "No such emission factor"

    def __init__(
        self,
        message: str,
        *,
        where: str = "",
        mend: str = "",
        errors: Sequence[dict[str, str]] = (),
        nearest: Sequence[str] = (),
        steps: Sequence[str] = (),
    ) -> None:
        super().__init__(message, where=where, mend=mend, errors=errors)
        self.nearest = tuple(nearest)
        self.steps = tuple(steps)


class FactorNotAvailable(FactorNotFound):
    """The publisher prints this factor as not available (NA); it is not looked for elsewhere."""

    code = "factor-not-available"
    title = "Published as not available"


class FactorAmbiguous(InvalidInput):
    """Several published factors answer the request; the mend says what tells them apart."""

    code = "factor-ambiguous"
    title = "Several emission factors answer"


class UnknownGwpSet(NotFound):
    """No set of global warming potentials of that name."""

    status = 422
    code = "unknown-gwp-set"
    title = "No such GWP set"
