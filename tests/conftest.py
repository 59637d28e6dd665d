"""Fixtures of every test: real databases with row-level security, two tenants, people by role."""

import os
import uuid
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, cast

import hypothesis
import pytest
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

from tests.database import TestDatabase

if TYPE_CHECKING:
    from apps.tenants.models import Tenant
    from tests.house import House

JOURNEYS = "tests/journeys/"

# The ordinary run tries the same examples every time and holds no stop-watch: what fails was broken by the change.
# HYPOTHESIS_PROFILE=explore looks for new ones.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_configure(config: pytest.Config) -> None:
    """Passwords of tests are hashed by one round: hundreds of accounts are made, and none is worth a guess."""
    from django.conf import settings

    # All of them sign in from one address.
    settings.SIGN_INS_A_MINUTE = settings.SIGN_INS_AN_ADDRESS = 100_000
    settings.PASSWORD_HASHERS = ["tests.quick_passwords.QuickPasswordHasher", *settings.PASSWORD_HASHERS]
    _look_static_files_up_once()


def _look_static_files_up_once() -> None:
    """Each test client makes all middleware anew, and WhiteNoise's looks hundreds of files up, which takes longer than
    many a request: what the first finds serves all.
    """
    look_up: Callable[[WhiteNoiseMiddleware], None] = WhiteNoiseMiddleware.add_files_from_finders
    found: dict[str, object] = {}

    def once(middleware: WhiteNoiseMiddleware) -> None:
        if not found:
            look_up(middleware)
            found.update(middleware.files)
        middleware.files = found

    WhiteNoiseMiddleware.add_files_from_finders = once


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In continuous integration nothing is skipped: what a test needs is installed there."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped"):
        for report in reporter.stats["skipped"]:
            reporter.write_line(f"skipped, and nothing may be here: {report.nodeid}: {report.longrepr}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


class Units(LoadFileScheduling):  # type: ignore[misc]
    """A file's tests on one worker, so that what a module makes is made once; the journeys, which share a product, too.

    In the order of collection: the long ones in the middle, the short ones last.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return JOURNEYS if file.startswith(JOURNEYS) else file

    def remove_node(self, node: WorkerController) -> str | None:
        """Say what a worker died of; the rest of its tests go to others, and that one is not tried again."""
        for unit in self.assigned_work[node].values():
            for test, over in unit.items():
                if not over:
                    unit[test] = True
                    super().remove_node(node)
                    return str(test)
        return cast("str | None", super().remove_node(node))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Units:
    """How tests are dealt out to the workers."""
    return Units(config, log)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: "pytest.FixtureRequest") -> Iterator[TestDatabase]:
    """Each worker's own database, copied from the one the controller has migrated."""
    from django.db import connections

    database = TestDatabase(f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{uuid.uuid4().hex[:8]}")
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        database.recreate()
        for alias in ("default", "owner"):
            connections[alias].settings_dict["NAME"] = database.name
        yield database
        database.drop()


@pytest.fixture
def committed(django_db_setup: TestDatabase, django_db_blocker: "pytest.FixtureRequest") -> Iterator[TestDatabase]:
    """For tests whose transactions really commit; the database is brought back afterwards."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        try:
            yield django_db_setup
        finally:
            django_db_setup.restore()


@pytest.fixture(scope="module")
def house(django_db_setup: TestDatabase, django_db_blocker: "pytest.FixtureRequest") -> Iterator["House"]:
    """Two tenants with people, keys and committed data, and a running agent in the first; made once a module."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        from tests.house import build_house

        try:
            yield build_house()
        finally:
            django_db_setup.restore()


@pytest.fixture
def tenant_a(db: None) -> "Tenant":
    """One organisation."""
    from apps.tenants.services import tenant_create

    return tenant_create(slug="alpha", name="Alpha")


@pytest.fixture
def tenant_b(db: None) -> "Tenant":
    """Another organisation."""
    from apps.tenants.services import tenant_create

    return tenant_create(slug="beta", name="Beta")


@pytest.fixture
def api_key() -> Callable[..., str]:
    """Makes the text of an API key: ``api_key(tenant, "analyst")``."""
    from apps.tenants.models import Role
    from apps.tenants.services import api_key_issue

    def make(tenant: "Tenant", role: str = "admin") -> str:
        return api_key_issue(tenant=tenant, name="test", role=Role(role))

    return make
