"""Specifications: from the bytes of a pack.yaml to a model, a ledger and findings."""

from apps.agents.spec.dialects import Dialect as Dialect
from apps.agents.spec.dialects import Listed as Listed
from apps.agents.spec.dialects import Listing as Listing
from apps.agents.spec.dialects import ReadAs as ReadAs
from apps.agents.spec.errors import Problem as Problem
from apps.agents.spec.errors import SpecError as SpecError
from apps.agents.spec.findings import Finding as Finding
from apps.agents.spec.ledger import UnmappedKey as UnmappedKey
from apps.agents.spec.model import PackSpec as PackSpec
from apps.agents.spec.model import json_schema as json_schema
from apps.agents.spec.reading import SpecReading as SpecReading
from apps.agents.spec.reading import read_any as read_any
from apps.agents.spec.reading import read_spec as read_spec
from apps.agents.spec.rules import validate_spec as validate_spec
