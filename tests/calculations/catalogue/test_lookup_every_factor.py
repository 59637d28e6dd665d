"""Every carried figure that may serve an inventory can be asked for, and what answers is it and no other."""

from collections import defaultdict

from apps.calculations.catalogue.bundles import Bundle, Candidate, bundles_of, per
from apps.calculations.catalogue.content_id import ef_cid
from apps.calculations.catalogue.editions import FactorUse
from apps.calculations.catalogue.errors import FactorNotAvailable, FactorNotFound
from apps.calculations.catalogue.matching import match_factor
from apps.calculations.catalogue.reading import read_editions
from greenlang.engine.contract import FactorRequest


def places() -> list[list[Candidate]]:
    """The carried rows by category, activity and region: what one lookup reads."""
    found: dict[tuple[str, str, str], list[Candidate]] = defaultdict(list)
    for read in read_editions():
        for row in read.factors:
            found[row.category, row.activity, row.region].append(
                Candidate(row, read.edition, ef_cid(row, read.edition))
            )
    return list(found.values())


def asked_for(bundle: Bundle) -> FactorRequest:
    """The request that names everything about it."""
    row, edition = bundle.first.row, bundle.first.edition
    gases = tuple(gas for gas in bundle.members if gas)
    place = (row.category, row.activity, row.region)
    return FactorRequest("ef", *place, per(bundle), gases, edition=edition.slug, basis=row.basis)


def test_every_factor_answers_the_request_that_names_it_or_is_published_as_not_available() -> None:
    answered = unavailable = 0
    for rows in places():
        for bundle in bundles_of([each for each in rows if each.row.use is FactorUse.INVENTORY]):
            first = bundle.first
            try:
                factor = match_factor(rows, asked_for(bundle), on=first.first_day or first.last_day)
            except FactorNotAvailable:
                assert any(member.row.value is None for member in bundle.members.values())
                unavailable += 1
                continue
            assert {part.ef_cid for part in factor.components} == {each.ef_cid for each in bundle.members.values()}
            answered += 1
    assert answered > 10_000
    assert unavailable > 0


def test_no_figure_for_reading_only_answers_any_request() -> None:
    kept = 0
    for rows in places():
        for bundle in bundles_of([each for each in rows if each.row.use is not FactorUse.INVENTORY]):
            only = [each for each in rows if each in bundle.members.values()]
            try:
                match_factor(only, asked_for(bundle))
            except FactorNotFound as error:
                assert error.where == "factors.ef.use"
                kept += 1
                continue
            raise AssertionError(f"{bundle.first.ef_cid} answered")
    assert kept > 0
