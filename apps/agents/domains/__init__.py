"""Domains: what kind of emissions a specification is about, why it is taken to be that, and what serves it."""

from apps.agents.domains.documents import match_document as match_document
from apps.agents.domains.domain import Domain as Domain
from apps.agents.domains.domain import Sector as Sector
from apps.agents.domains.matching import DomainMatch as DomainMatch
from apps.agents.domains.matching import Sign as Sign
from apps.agents.domains.matching import match_domain as match_domain
from apps.agents.domains.taxonomy import GENERAL as GENERAL
from apps.agents.domains.taxonomy import TAXONOMY as TAXONOMY
from apps.agents.domains.taxonomy import Service as Service
from apps.agents.domains.taxonomy import service_of as service_of
