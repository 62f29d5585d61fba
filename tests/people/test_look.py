"""Icons and pictures that the server draws."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override

from people.templatetags import look


def drawn(source, **context):
    return Template("{% load look %}" + source).render(Context(context))


def test_icon_is_skipped_by_screen_readers():
    svg = drawn('{% icon "add" %}')

    assert svg.startswith('<svg class="icon" viewBox="0 0 20 20"')
    assert 'aria-hidden="true"' in svg
    assert "<path" in svg


def test_icon_with_an_unknown_name_fails_loudly():
    with pytest.raises(KeyError):
        drawn('{% icon "no-such-icon" %}')


@pytest.mark.parametrize(("language", "mirrored"), [("en", False), ("ar", True)])
def test_arrow_points_onward_in_both_directions(language, mirrored):
    with override(language):
        assert ("icon--mirrored" in drawn('{% icon "arrow-next" %}')) is mirrored


@pytest.mark.parametrize(("language", "mirrored"), [("ar", True), ("he", False)])
def test_question_mark_is_mirrored_only_where_the_script_mirrors_it(language, mirrored):
    assert look.drawing(look.all_icons()["cdxIconHelp"], language)[1] is mirrored


def test_icon_with_a_drawing_of_its_own_for_right_to_left_is_not_mirrored_too():
    icon = look.all_icons()["cdxIconArticlesSearch"]

    assert look.drawing(icon, "ar") == (icon["rtl"], False)
    assert look.drawing(icon, "en") == (icon["ltr"], False)


def test_every_icon_of_the_package_can_be_drawn():
    for icon in look.all_icons().values():
        for language in ("en", "ar"):
            assert look.drawing(icon, language)[0].startswith("<")


def test_message_icons_differ_by_status_in_arabic():
    with override("ar"):
        icons = {
            drawn("{% status_icon status %}", status=status) for status in ("error", "success", "warning", "notice")
        }

    assert len(icons) == 4


def test_vote_bar_has_the_shares_as_widths_and_says_the_counts():
    svg = drawn("{% vote_bar 6 3 1 %}")

    assert 'aria-label="For: 6, neutral: 3, against: 1"' in svg
    assert '<rect class="bar__for" x="0" y="0" width="600" height="20"/>' in svg
    assert '<rect class="bar__neutral" x="600" y="5" width="300" height="10"/>' in svg
    assert '<rect class="bar__against" x="900" y="1" width="100" height="18"/>' in svg
    assert "bar__whisker" not in svg


def test_vote_bar_draws_the_interval_as_a_whisker():
    assert '<path class="bar__whisker" d="M313 5v10M313 10H832M832 5v10"/>' in drawn(
        "{% vote_bar 6 3 1 0.3127 0.8318 %}"
    )


def test_vote_bar_without_votes_is_an_empty_ground():
    svg = drawn("{% vote_bar 0 0 0 %}")

    assert "bar__ground" in svg
    assert "bar__for" not in svg


def test_vote_bar_writes_numbers_that_svg_reads_in_every_language():
    with override("fr"):
        assert 'width="333"' in drawn("{% vote_bar 1 2 0 0.12 0.71 %}")


SPANS = [
    (date(2016, 9, 21), date(2016, 10, 16), "open", "open"),
    (date(2016, 10, 17), date(2016, 10, 23), "extended", "extended"),
]


def test_month_begins_the_week_where_the_language_does():
    with override("fr"):
        assert look.calendar_month(2016, 9)["weekdays"][0] == ("L", "lundi")
    with override("pt-br"):
        assert look.calendar_month(2016, 9)["weekdays"][0] == ("D", "domingo")


def test_month_holds_each_of_its_days_once():
    cells = [day for week in look.calendar_month(2016, 10)["weeks"] for day in week if day]

    assert [day["number"] for day in cells] == list(range(1, 32))


def test_month_marks_phases_by_shape_and_in_words():
    html = drawn("{% calendar_month 2016 10 spans %}", spans=SPANS)

    assert "October 2016" in html
    assert 'class="month__day month__day--open month__day--ends" datetime="2016-10-16"' in html
    assert 'class="month__day month__day--extended month__day--starts" datetime="2016-10-17"' in html
    assert '17<span class="visually-hidden"> extended</span>' in html
    assert 'class="month__day" datetime="2016-10-24"' in html


def test_month_marks_today(time_machine):
    time_machine.move_to("2016-10-05T12:00:00Z")

    html = drawn("{% calendar_month 2016 10 %}")

    assert html.count('aria-current="date"') == 1
    assert 'month__day--today" datetime="2016-10-05"' in html


def test_month_of_a_language_without_names_is_english():
    with override("qqq"):
        assert look.calendar_month(2016, 10)["title"] == "October 2016"
