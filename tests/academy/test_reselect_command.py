"""The file of a ledger, ranked again by anybody."""

import io
import json
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from consultations.rules.bundles import sealed

from .factories import RegionFactory, published_cohort
from .rounds import decided, reviewed

pytestmark = pytest.mark.django_db


@pytest.fixture
def bundle():
    """A decided cohort in which a minimum decided, as its file."""
    africa = RegionFactory(slug="africa")
    cohort = published_cohort(closed=True, capacity=2, minimums=[{"region": africa, "seats": 1}])
    for level, region in [(4, "asia"), (3, "asia"), (2, "africa"), (2, "africa"), (1, "asia")]:
        reviewed(cohort, level, region=region)
    return decided(cohort).bundle


def run(data, tmp_path, **options):
    """What the command says of a file; the sentence of its refusal where it fails."""
    path, said = tmp_path / "ledger.json", io.StringIO()
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    try:
        call_command("reselect", path, stdout=said, **options)
    except CommandError as refusal:
        return f"{said.getvalue()}{refusal}"
    return said.getvalue()


def changed(bundle, change):
    """The bundle with a change, and sealed anew, as somebody with this program could."""
    content = json.loads(bundle)
    change(content)
    content.pop("sha256")
    return sealed(content)[0]


def test_the_ranking_finds_the_same_people(bundle, tmp_path):
    assert "5 applications ranked again. The same 2 people are selected." in run(bundle, tmp_path)


def test_the_command_asks_no_database(bundle, tmp_path, django_assert_num_queries):
    with django_assert_num_queries(0):
        run(bundle, tmp_path)


def test_the_command_reads_the_standard_input_and_fails_with_code_1(bundle):
    asked = [sys.executable, "manage.py", "reselect", "-"]
    data = bundle.encode()
    right = subprocess.run(asked, input=data, capture_output=True, cwd=settings.BASE_DIR, check=False)
    wrong = subprocess.run(asked, input=data[:-9], capture_output=True, cwd=settings.BASE_DIR, check=False)

    assert (right.returncode, b"The same 2 people" in right.stdout) == (0, True)
    assert (wrong.returncode, b"cut short" in wrong.stderr) == (1, True)
    assert b"Traceback" not in wrong.stderr


def test_a_file_that_was_changed_is_told_as_such(bundle, tmp_path):
    assert "tampered with" in run(bundle.replace('"rank":1', '"rank":9', 1), tmp_path)


def test_another_file_than_the_published_one_is_told_as_such(bundle, tmp_path):
    assert "not the bundle that you expect" in run(bundle, tmp_path, sha256="0" * 64)


def test_a_recount_bundle_is_none_of_a_selection(tmp_path):
    assert "not a selection bundle" in run(sealed({"format": "peer-academy-recount", "version": 1})[0], tmp_path)


def test_a_file_that_is_not_there_is_told_as_such():
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("reselect", "nowhere.json")


def test_swapped_people_are_found(bundle, tmp_path):
    def swap(content):
        first, last = content["applications"][0], content["applications"][-1]
        first["outcome"], last["outcome"] = last["outcome"], first["outcome"]

    said = run(changed(bundle, swap), tmp_path)

    assert "outcome is published as 'waiting', but comes out as 'selected'." in said
    assert "2 of the published results differ" in said


def test_a_changed_level_is_found(bundle, tmp_path):
    def lower(content):
        for levels in content["applications"][0]["reviews"]:
            levels["experience"] = 0

    assert "score is published as '4/1', but comes out as '8/5'." in run(changed(bundle, lower), tmp_path)


def test_a_forgotten_minimum_is_found(bundle, tmp_path):
    def forget(content):
        content["minimums_kept"] = {"region:africa": 0}

    assert "“minimums_kept” is published as" in run(changed(bundle, forget), tmp_path)


def test_another_rubric_is_told_as_such(bundle, tmp_path):
    def weigh(content):
        content["rubric"]["criteria"][0]["weight"] = 999

    assert "The rubric in this bundle was tampered with" in run(changed(bundle, weigh), tmp_path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda content: content.pop("applications"), "“applications” is missing"),
        (lambda content: content.update(capacity=0), "no seats"),
        (lambda content: content["applications"].append(content["applications"][0]), "stands in it twice"),
        (lambda content: content["applications"][0].update(reviews=[]), "nobody scored"),
        (lambda content: content["applications"][0].update(reviews=[{"x": 1}]), "application 1 is not what it should"),
        (lambda content: content["applications"][0].update(reviews=[{"sharing": 5}]), "application 1 is not what it"),
        (lambda content: content["applications"][0].update(groups=["planet:mars"]), "application 1 is not what it"),
        (lambda content: content["applications"][0].update(groups=[["x"]]), "application 1 is not what it should be"),
        (lambda content: content.update(rubric=[]), "“rubric” is missing"),
    ],
)
def test_a_damaged_file_is_refused_with_a_sentence(bundle, tmp_path, change, said):
    assert said in run(changed(bundle, change), tmp_path)
