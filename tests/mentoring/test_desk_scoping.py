"""Who leads one round sees nothing of another one at the desk: of every page of it, those of later days too."""

import pytest
from django.contrib import admin

from consultations.actions.organizers import make_organizer
from mentoring import models
from mentoring.admin.base import CONFIDED, PATHS, led
from tests.academy.factories import published_cohort
from tests.desk_scoping import FOREIGN, OWN, DeskScoping, keys_of
from tests.factories import PersonFactory

from .desk import everything_of
from .factories import MentoringRequestFactory, PairingFactory, RoundFactory

PRIVATE = {models.Exclusion, models.Meeting, models.Availability, models.Block}


@pytest.fixture
def own():
    return everything_of(OWN)


@pytest.fixture
def foreign():
    return everything_of(FOREIGN)


def reachable_columns(desks):
    for model, desk in desks.items():
        for part in [desk, *(inline(model, admin.site) for inline in desk.inlines)]:
            yield from [*(part.fields or []), *part.readonly_fields, *getattr(part, "list_display", [])]


class TestRounds(DeskScoping):
    root, paths, elsewhere = models.Round, PATHS, PRIVATE

    def filters(self, model, foreign):
        matching = foreign[models.Round]
        return [{"area__id__exact": matching.area_id}, {"round__id__exact": matching.pk}]

    def test_what_is_private_stands_nowhere_at_the_desk(self):
        registered = set(admin.site._registry)
        inlines = {inline.model for model_admin in admin.site._registry.values() for inline in model_admin.inlines}

        assert not PRIVATE & (registered | inlines)
        assert not {"notes", "notes_html", "because", "message"} & set(reachable_columns(self.desks))

    def test_who_leads_a_cohort_sees_who_asks_in_it_before_there_is_a_round(self, lead, foreign):
        cohort = published_cohort(title="Mine")
        cohort.organizers.add(lead)
        asked = MentoringRequestFactory(area=None, cohort=cohort)

        assert asked.pk in keys_of(led(models.MentoringRequest.objects.all(), lead))

    @pytest.mark.parametrize("side", ["mentee", "mentor", "co_mentor"])
    @pytest.mark.parametrize("is_superuser", [False, True])
    def test_who_is_one_of_the_pair_reads_nothing_that_was_confided_about_it(self, own, lead, side, is_superuser):
        models.Round.objects.update(published_at=None)
        lead.is_superuser = is_superuser
        lead.save()
        pairing = own[models.Pairing]
        if side == "mentee":
            models.MentoringRequest.objects.filter(pk=pairing.request_id).update(person=lead)
            models.Pairing.objects.filter(pk=pairing.pk).update(mentee=lead)
        else:
            models.Mentor.objects.filter(pk=getattr(pairing, f"{side}_id")).update(person=lead)

        for model in CONFIDED:
            assert own[model].pk not in keys_of(led(model.objects.all(), lead)), model
        assert pairing.pk in keys_of(led(models.Pairing.objects.all(), lead))

    def test_mentors_of_no_area_are_found_by_whoever_leads_a_round(self, lead):
        everywhere = PairingFactory().mentor
        nobody = make_organizer(person=PersonFactory(username="nobody"))

        assert everywhere.pk in keys_of(led(models.Mentor.objects.all(), lead))
        assert not led(models.Mentor.objects.all(), nobody).exists()

    def test_who_leads_a_round_of_a_cohort_finds_the_mentors_of_its_schools_area(self, own, foreign):
        person = make_organizer(person=PersonFactory(username="cohorts"))
        matching = RoundFactory(area=None, cohort=published_cohort())
        matching.organizers.add(person)
        school = matching.cohort.track.school
        school.area = own[models.Round].area
        school.save()
        found = keys_of(led(models.Mentor.objects.all(), person))

        assert own[models.Mentor].pk in found
        assert foreign[models.Mentor].pk not in found
