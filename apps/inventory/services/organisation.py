"""The organisation: its companies, sites and reporting periods."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from apps.calculations.selectors.factors import gwp_set as known_gwp_set
from apps.inventory.errors import InUse
from apps.inventory.models import ActivityData, ConsolidationApproach, Entity, ReportingPeriod, Site
from apps.inventory.readers.sites import ListedSite
from apps.inventory.selectors import entities_of, require_open, root_of
from greenlang.errors import GreenLangError, InvalidInput

_M = TypeVar("_M", bound=models.Model)
MADE, CHANGED = "made", "changed"


@transaction.atomic
def period_open(*, entity_name: str, name: str, start: date, end: date, gwp_set: str = "AR5") -> ReportingPeriod:
    """The entity's reporting period of that name; made when it does not exist yet.

    Raises:
        InvalidInput: the end lies before the start, or the name is taken for other dates.
        UnknownGwpSet: no such set of warming potentials.
    """
    if end < start:
        raise InvalidInput("The period ends before it starts.", where="end", mend="Give the last day of the period.")
    entity, _ = Entity.objects.get_or_create(name=entity_name)
    known_set = known_gwp_set(gwp_set).id
    period, _ = ReportingPeriod.objects.get_or_create(
        entity=root_of(entity), name=name, defaults={"start": start, "end": end, "gwp_set": known_set}
    )
    if (period.start, period.end) != (start, end):
        raise InvalidInput(f"“{name}” is {period.start} to {period.end} already.", where="name", mend="Choose another.")
    return period


@transaction.atomic
def entity_save(*, entity: Entity | None = None, name: str, parent: Entity | None, **fields: Any) -> Entity:
    """Make an entity or change it; one without a parent is a reporting company, over which it has full control.

    Raises:
        InvalidInput: a field is wrong, the name is taken, or the parent lies below it.
        InUse: it has reporting periods of its own, and is to go below another.
    """
    entity = entity or Entity()
    if parent is not None and not entity._state.adding:
        if parent.id in {below.id for below in entities_of(entity.id)}:
            raise InvalidInput(f"{parent} lies below {entity} itself.", where="parent", mend="Choose another parent.")
        if entity.periods.exists():
            raise InUse(f"{entity} has reporting periods of its own.", where="parent", mend="Delete them first.")
    taken = Entity.objects.filter(name__iexact=name).exclude(id=entity.id)
    if taken.exists():
        raise InvalidInput(f"There is an entity “{name}” already.", where="name", mend="Choose another name.")
    if parent is None:
        fields |= {"equity_share": 100, "financial_control": True, "operational_control": True}
    else:
        fields |= {"consolidation_approach": root_of(parent).consolidation_approach, "base_period": None}
    saved = _saved(entity, name=name, parent=parent, **fields)
    # The company's approach holds for all of it.
    below = [one.id for one in entities_of(saved.id)]
    Entity.objects.filter(id__in=below).update(consolidation_approach=saved.consolidation_approach)
    return saved


@transaction.atomic
def entity_delete(*, entity: Entity) -> None:
    """Take away an entity that nothing belongs to.

    Raises:
        InUse: sites, periods or other entities do.
    """
    held = [
        words
        for words, rows in (
            ("sites", entity.sites),
            ("reporting periods", entity.periods),
            ("entities below it", entity.subsidiaries),
        )
        if rows.exists()
    ]
    if held:
        raise InUse(f"{entity} has {' and '.join(held)}.", where="entity", mend="Move or delete those first.")
    entity.delete()


@transaction.atomic
def site_save(*, site: Site | None = None, entity: Entity, name: str, **fields: Any) -> Site:
    """Make a site or change it. Within a company each name is there once: rows of activity data say it.

    Raises:
        InvalidInput: a field is wrong, or the name is taken.
        InUse: its rows belong to a locked period, and it is to go to another entity.
    """
    site = site or Site()
    company = [one.id for one in entities_of(root_of(entity).id)]
    if Site.objects.filter(entity_id__in=company, name__iexact=name).exclude(id=site.id).exists():
        raise InvalidInput(f"There is a site “{name}” already.", where="name", mend="Choose another name.")
    moves = not site._state.adding and site.entity_id != entity.id
    if moves and ActivityData.objects.filter(site=site, period__locked_at__isnull=False).exists():
        raise InUse(
            f"Activity data of {site} is in a period that was signed off.",
            where="entity",
            mend="Make a new site for what happens from now on, or restate the period.",
        )
    return _saved(site, entity=entity, name=name, **fields)


@transaction.atomic
def site_delete(*, site: Site) -> None:
    """Take away a site without activity data.

    Raises:
        InUse: it has some; closing it keeps them.
    """
    if site.activities.exists():
        raise InUse(f"{site} has activity data.", where="site", mend="Give the day it was closed on instead.")
    site.delete()


@transaction.atomic
def sites_import(*, company: Entity, sites: Iterable[ListedSite]) -> list[tuple[str, Site]]:
    """Take a site list in: of each, in order, whether it was made or changed, and the site. All of it, or nothing.

    Raises:
        InvalidInput: with every row that is wrong in ``errors``.
    """
    entities = {entity.name.casefold(): entity for entity in entities_of(company.id)}
    known = {site.name.casefold(): site for site in Site.objects.filter(entity__in=entities.values())}
    taken: list[tuple[str, Site]] = []
    findings: list[dict[str, str]] = []
    for listed in sites:
        entity = entities.get(listed.entity.casefold()) if listed.entity else company
        try:
            if entity is None:
                raise InvalidInput(
                    f"There is no entity “{listed.entity}”.", where="entity", mend="Make it first, or leave it empty."
                )
            site = known.get(listed.name.casefold())
            saved = site_save(site=site, entity=entity, name=listed.name, **listed.facts)
        except GreenLangError as error:
            findings.append({"pointer": f"row {listed.row}", "detail": error.message, "mend": error.mend, "code": ""})
            continue
        known[listed.name.casefold()] = saved
        taken.append((CHANGED if site else MADE, saved))
    if findings:
        raise InvalidInput("The site list was not taken in.", where="file", errors=findings)
    return taken


@transaction.atomic
def period_save(
    *, period: ReportingPeriod | None = None, entity: Entity, name: str, start: date, end: date, gwp_set: str
) -> ReportingPeriod:
    """Make a reporting period or change it; once it has activity data, only its name and warming potentials change.

    Raises:
        InvalidInput: a field is wrong, the name is taken, or the entity does not report by itself.
        InUse: it has activity data, and its dates are to change.
        PeriodLocked: it was signed off.
    """
    period = period or ReportingPeriod()
    if not period._state.adding:
        require_open(period)
    if end < start:
        raise InvalidInput("The period ends before it starts.", where="end", mend="Give the last day of the period.")
    if entity.parent_id is not None:
        raise InvalidInput(f"{entity} is reported by the company above it.", where="entity", mend="Choose that one.")
    others = ReportingPeriod.objects.filter(entity=entity).exclude(id=period.id)
    if others.filter(name=name).exists():
        raise InvalidInput(f"There is a period “{name}” already.", where="name", mend="Choose another name.")
    differs = (period.start, period.end) != (start, end) if not period._state.adding else False
    if differs and period.activities.exists():
        raise InUse(
            f"{period} has activity data.", where="start", mend="Make another period, and upload the data there."
        )
    return _saved(period, entity=entity, name=name, start=start, end=end, gwp_set=known_gwp_set(gwp_set).id)


@transaction.atomic
def period_delete(*, period: ReportingPeriod) -> None:
    """Take away a period that nothing was uploaded for.

    Raises:
        InUse: files were, or it is a base year.
    """
    if period.uploads.exists():
        raise InUse(f"Files were uploaded for {period}.", where="period", mend="It stays, with what was calculated.")
    if Entity.objects.filter(base_period=period).exists():
        raise InUse(f"{period} is a base year.", where="period", mend="Choose another base year first.")
    period.delete()


@transaction.atomic
def boundary_set(
    *, company: Entity, approach: str, base_period_id: uuid.UUID | None, recalculation_threshold: object
) -> Entity:
    """How a company draws its boundary, and what it compares with.

    Args:
        approach: of `ConsolidationApproach`; for the company and every entity below it.
        recalculation_threshold: percent of the base year's emissions from which a change has it recalculated.

    Raises:
        InvalidInput: a field is wrong, or the base year is not a period of the company.
    """
    base = ReportingPeriod.objects.filter(id=base_period_id, entity=company).first() if base_period_id else None
    if base_period_id and base is None:
        raise InvalidInput("The base year is no period of this company.", where="base_period", mend="Choose another.")
    if approach not in ConsolidationApproach.values:
        known = ", ".join(ConsolidationApproach.values)
        raise InvalidInput("There is no such approach.", where="consolidation_approach", mend=f"One of {known}.")
    saved = _saved(
        company,
        consolidation_approach=approach,
        base_period=base,
        recalculation_threshold=recalculation_threshold,
    )
    below = [one.id for one in entities_of(company.id)]
    Entity.objects.filter(id__in=below).update(consolidation_approach=approach)
    return saved


def _saved(row: _M, **fields: object) -> _M:
    """The row with these values, checked and kept.

    Raises:
        InvalidInput: with a finding for each field that is wrong.
    """
    for name, value in fields.items():
        setattr(row, name, value)
    try:
        row.clean_fields()
        row.validate_constraints()
    except ValidationError as error:
        raise InvalidInput("Some fields are not right.", errors=_findings(error.message_dict)) from error
    row.save()
    return row


def _findings(found: Mapping[str, list[str]]) -> list[dict[str, str]]:
    return [{"pointer": name, "detail": " ".join(texts), "code": "", "mend": ""} for name, texts in found.items()]
