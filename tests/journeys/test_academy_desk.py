"""An organizer at the desk of the academy: publishes a proposal, undoes it, takes a list out, looks at figures."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from consultations.actions.organizers import make_organizer
from tests.academy.factories import EnrolmentFactory, OpportunityFactory, SchoolFactory, published_cohort
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)
FAULTS = ["aria-valid-attr-value", "button-name", "duplicate-id", "image-alt", "label", "link-name", "svg-img-alt"]


@pytest.fixture
def organizer(settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    person = make_organizer(person=PersonFactory(username="organizer"))
    published_cohort(title="My cohort").organizers.add(person)
    return person


def faults(page):
    """What axe finds in our part of a page of the desk; its frame is unfold's."""
    options = {"runOnly": {"type": "rule", "values": FAULTS}}
    return [fault["id"] for fault in Axe().run(page, context="#content", options=options).response["violations"]]


def test_an_organizer_publishes_a_proposal_and_takes_it_back(visit, organizer):
    OpportunityFactory(title="Jury wanted", published_at=None, proposed_by=PersonFactory(username="amina"))
    desk, reader = visit(person=organizer), visit(javascript=False)

    desk.goto("/admin/")
    desk.get_by_role("link", name="Opportunities to publish").click()
    desk.get_by_role("checkbox").nth(1).check()
    desk.locator("select[name=action]").select_option("publish_many")
    desk.get_by_role("button", name="Run").click()
    desk.get_by_text("Would change: 1 · would stay as they are: 0").wait_for()
    assert faults(desk) == []
    desk.get_by_role("button", name="Publish them").click()
    desk.get_by_text("Done: 1 · not done: 0").wait_for()

    reader.goto("/academy/opportunities/")
    reader.get_by_role("link", name="Jury wanted").click()
    reader.get_by_role("link", name="Read more and answer there").wait_for()

    desk.get_by_role("button", name="Undo it").click()
    desk.get_by_text("Taken back where it was possible.").wait_for()
    reader.goto("/academy/opportunities/")
    assert not reader.get_by_text("Jury wanted").count()


def test_an_organizer_takes_a_list_out_and_looks_at_figures(visit, organizer):
    EnrolmentFactory(course__title="How to listen", person__username="learner")
    desk = visit(person=organizer)

    desk.goto("/admin/academy/enrolment/")
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Export").click()
    assert "learner" in download.value.path().read_text("utf-8-sig")

    desk.goto("/admin/academy/figures/")
    desk.get_by_role("img", name="Enrolments by week").wait_for()
    desk.get_by_text("How to listen").wait_for()
    desk.get_by_role("link", name="My cohort").wait_for()
    assert faults(desk) == []


def test_an_organizer_brings_courses_in_and_reads_what_is_wrong(visit, organizer, tmp_path):
    SchoolFactory(slug="skills")
    desk, file = visit(person=organizer), tmp_path / "courses.csv"
    file.write_text("slug,title,summary,school,language\nlisten,Listen,One listens.,skills,xx\n")

    desk.goto("/admin/academy/course/import/")
    desk.locator("input[type=file]").set_input_files(file)
    desk.get_by_role("button", name="Show what would happen").click()
    desk.get_by_text("Row 2, column “language”: “xx” is not known here.").wait_for()
    file.write_text("slug,title,summary,school,language\nlisten,Listen,One listens.,skills,en\n")
    desk.locator("input[type=file]").set_input_files(file)
    desk.get_by_role("button", name="Show what would happen").click()
    desk.get_by_text("New: 1").wait_for()
    assert faults(desk) == []
    desk.get_by_role("button", name="Import it").click()

    desk.get_by_text("Imported: 1 new, 0 changed.").wait_for()
    desk.get_by_role("link", name="Listen", exact=True).wait_for()
