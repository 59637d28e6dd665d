"""The web application as a server runs it."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenlang.settings")

_django = get_wsgi_application()
# All addresses are imported now, not while the first visitor waits.
import_module(settings.ROOT_URLCONF)
_doors = import_module("apps.runtime.gateway.doors")
application = _doors.Gateway(_django, settings.GATEWAY_HEADERS)
if settings.TRUSTED_PROXIES:
    application = wrap_wsgi_with_proxy_headers(application, settings.TRUSTED_PROXIES)
