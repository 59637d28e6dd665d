"""Completions: what a pack in the wild lacks before it can calculate, proposed for a person to accept or edit."""

from apps.agents.completion.catalogue_view import Catalogue as Catalogue
from apps.agents.completion.catalogue_view import CatalogueView as CatalogueView
from apps.agents.completion.catalogue_view import EditionSaid as EditionSaid
from apps.agents.completion.catalogue_view import Offer as Offer
from apps.agents.completion.lacking import lacking as lacking
from apps.agents.completion.proposing import Proposal as Proposal
from apps.agents.completion.proposing import propose as propose
