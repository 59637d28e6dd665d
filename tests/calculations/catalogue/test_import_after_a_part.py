"""A database that holds the one table an early version carried of an edition takes in the whole."""

from importlib import import_module

from django.db import connections

from apps.calculations.models.catalogue import EmissionFactor, FactorEdition
from apps.calculations.services.catalogue import import_editions
from tests.database import TestDatabase, superuser_connection

migration = import_module("apps.calculations.migrations.0003_catalogue")


def test_the_part_makes_room_for_the_whole_and_nothing_else_goes(committed: TestDatabase) -> None:
    slug, content_hash = migration.CARRIED_IN_PART
    with superuser_connection(committed.name) as intruder:
        part = "UPDATE calculations_factoredition SET content_hash = %s WHERE slug = %s"
        intruder.execute(part, [content_hash, slug])
    editions, figures = FactorEdition.objects.count(), EmissionFactor.objects.exclude(edition__slug=slug).count()
    with connections["owner"].schema_editor() as editor:
        migration.make_room_for_the_whole(None, editor)
    assert FactorEdition.objects.count() == editions - 1
    assert EmissionFactor.objects.count() == figures
    report = import_editions()
    assert report.imported == (slug,)
    assert report.factors == 1533


def test_the_whole_edition_stays(committed: TestDatabase) -> None:
    before = EmissionFactor.objects.count()
    with connections["owner"].schema_editor() as editor:
        migration.make_room_for_the_whole(None, editor)
    assert EmissionFactor.objects.count() == before
