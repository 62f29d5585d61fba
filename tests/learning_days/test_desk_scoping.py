"""Who organizes one edition sees nothing of another one at the desk: of every page of it, those of later days too."""

import pytest
from django.urls import reverse

from learning_days import models
from learning_days.admin.base import PATHS
from tests.desk_scoping import FOREIGN, OWN, DeskScoping

from .organizing import everything_of

OF_EVERYBODY = {models.Sharing, models.SharingTeacher}  # reports from home belong to no edition's organizers alone


@pytest.fixture
def own():
    return everything_of(OWN)


@pytest.fixture
def foreign():
    return everything_of(FOREIGN)


class TestEditions(DeskScoping):
    root, paths, elsewhere = models.Edition, PATHS, OF_EVERYBODY

    def filters(self, model, foreign):
        rows = {"edition": models.Edition, "day": models.Day, "workshop": models.Workshop}
        return [{f"{name}__id__exact": foreign[row].pk} for name, row in rows.items()]

    def check_way_out(self, desk, url):
        """Some addresses lead to another page of what they name, which finds nothing."""
        assert url == reverse("admin:index") or desk.get(url).status_code == 404

    def test_the_first_page_counts_the_proposals_of_led_editions_alone(self, desk, own, foreign):
        for made in (own, foreign):
            edition, course = made[models.Edition], made[models.Workshop].course
            title = f"{edition.title} proposal"
            models.Workshop.objects.create(edition=edition, title=title, language=edition.language, course=course)

        page = desk.get(reverse("admin:index")).content.decode()

        assert f"{OWN} proposal" in page
        assert FOREIGN not in page
