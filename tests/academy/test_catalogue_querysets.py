"""Questions about courses whose plan or whose edges matter."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from academy.models import Course
from consultations.kept_lists import forget, kept

from .factories import CourseFactory, SessionFactory, SkillFactory

pytestmark = pytest.mark.django_db


def test_a_search_reads_the_trigrams():
    CourseFactory.create_batch(3)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # three rows are read faster as they lie

    plan = Course.objects.matching("talk").explain()

    assert "course_title_trigrams" in plan
    assert "course_summary_trigrams" in plan


def test_the_next_start_is_that_of_the_next_session_that_is_held():
    course, now = CourseFactory(), timezone.now()
    for days, why in ((-1, ""), (2, "Ill."), (5, ""), (9, "")):
        cancelled = {"cancelled_at": now, "cancelled_reason": why} if why else {}
        SessionFactory(course=course, starts_at=now + timedelta(days=days), **cancelled)

    assert Course.objects.with_next_start(now).get().next_start == now + timedelta(days=5)
    assert Course.objects.starting_within(now, 4).count() == 0
    assert Course.objects.starting_within(now, 5).count() == 1


def test_a_course_that_teaches_two_of_the_skills_is_found_once():
    skills = SkillFactory.create_batch(2)
    CourseFactory().skills.add(*skills)

    assert Course.objects.teaching(skills).count() == 1
    assert Course.objects.teaching([]).count() == 0


def test_a_kept_list_is_made_anew_once_it_is_forgotten(settings, django_capture_on_commit_callbacks):
    settings.READERS_CACHE_SECONDS = 10
    pages = iter(["old", "new"])
    assert [kept("test-list", 1, lambda: next(pages)) for _ in range(2)] == ["old", "old"]

    with django_capture_on_commit_callbacks(execute=True):
        forget("test-list")

    assert kept("test-list", 1, lambda: next(pages)) == "new"
