"""Django's own apps, told what is ours to say."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """Static files without the entry files of the bundles, which only esbuild can read."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "bundle.*.css"]
