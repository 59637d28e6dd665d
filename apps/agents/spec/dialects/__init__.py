"""The pack formats in the wild: recognised, brought into the native form, or listed where nothing in them executes."""

from apps.agents.spec.dialects.ai import normal_ai
from apps.agents.spec.dialects.detection import FACTORY as FACTORY
from apps.agents.spec.dialects.detection import NATIVE as NATIVE
from apps.agents.spec.dialects.detection import Dialect as Dialect
from apps.agents.spec.dialects.detection import detect_dialect as detect_dialect
from apps.agents.spec.dialects.factory import normal_factory
from apps.agents.spec.dialects.listing import Listed as Listed
from apps.agents.spec.dialects.listing import Listing as Listing
from apps.agents.spec.dialects.listing import listing_of as listing_of
from apps.agents.spec.dialects.normal_form import NormalForm as NormalForm
from apps.agents.spec.dialects.normal_form import ReadAs as ReadAs
from apps.agents.spec.dialects.normal_form import SetAside as SetAside
from apps.agents.spec.dialects.resource import normal_resource
from apps.agents.spec.document import Document

_NORMALISERS = {"A": normal_factory, "B": normal_ai, "D": normal_resource}


def normal_form(document: Document, dialect: Dialect) -> NormalForm:
    """A document of a readable dialect in the native form; a native one as it is."""
    normalise = _NORMALISERS.get(dialect.id)
    return normalise(document) if normalise else NormalForm.as_it_is(document)
