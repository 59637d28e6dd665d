"""The product's WSGI application on a bench's own database, and a bare view beside it. What granian runs for a bench.

``GREENLANG_BENCH_DATABASE`` names the database.
"""

import os
from importlib import import_module

from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenlang.settings")
settings.ROOT_URLCONF = "benchmarks.ground.served_urls"
settings.LOGGING["root"]["level"] = "ERROR"
application = import_module("greenlang.wsgi").application
# Only behind the application can the models be imported.
import_module("benchmarks.ground.database").use_database(os.environ["GREENLANG_BENCH_DATABASE"])
