"""Wiring: settings, addresses and workers. Nothing imports it but the entrances."""

from .celery import app as celery_app

__all__ = ["celery_app"]
