"""Domains: what kind of emissions a specification is about, and why it is taken to be that."""

from apps.agents.domains.matching import DomainMatch as DomainMatch
from apps.agents.domains.matching import match_domain as match_domain
from apps.agents.domains.taxonomy import GENERAL as GENERAL
from apps.agents.domains.taxonomy import TAXONOMY as TAXONOMY
from apps.agents.domains.taxonomy import Domain as Domain
