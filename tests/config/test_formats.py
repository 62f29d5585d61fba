"""How moments are written in each language of the site."""

from datetime import UTC, datetime

import pytest
from django.utils import formats, translation

MOMENT = datetime(2026, 12, 22, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "22 December 2026, 13:05"),
        ("ar", "22 ديسمبر 2026، 13:05"),
        ("es", "22 de diciembre de 2026 a las 13:05"),
        ("fr", "22 décembre 2026 13:05"),
    ],
)
def test_a_moment_is_written_day_first_with_all_its_hours(language, written):
    with translation.override(language):
        assert formats.date_format(MOMENT, "DATETIME_FORMAT") == written
