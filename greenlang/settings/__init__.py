"""Settings, all from the environment, with what one machine needs as defaults.

Production (``GREENLANG_ENV=production``) refuses to start without its secrets; the refusals are collected so that
one start names them all.
"""

import os

from greenlang.settings.agents import *
from greenlang.settings.api import *
from greenlang.settings.console import *
from greenlang.settings.environment import *
from greenlang.settings.mail import *
from greenlang.settings.storage import *
from greenlang.settings.web import *
from greenlang.settings.work import *

TEST_RUNNER = "django.test.runner.DiscoverRunner"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("GREENLANG_LOG_LEVEL", "INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
        "stevedore": {"level": "CRITICAL"},  # it reports optional formatters of bandit as missing
        "weasyprint": {"level": "ERROR"},
    },
}
