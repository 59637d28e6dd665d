"""The Celery application: one worker pool for builds, runs and reports."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenlang.settings")

app = Celery("greenlang")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
