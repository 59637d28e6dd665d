"""What a period amounts to, and what stands behind each line."""

from django.urls import URLPattern

routes: list[URLPattern] = []
