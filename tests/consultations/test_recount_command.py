import io
import json
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from consultations.rules.bundles import in_seeded_order, opened, sealed
from consultations.rules.recount import differences
from tests.consultations.ballots import close, words_of


@pytest.fixture
def words(dialogue):
    return words_of(dialogue)


@pytest.fixture
def bundle(dialogue, words, client):
    """The bytes that a reader gets after the close."""
    close(dialogue)
    return client.get(reverse("consultations:recount", args=["dialogue"])).content


def resealed(content):
    """A bundle that somebody changed and sealed anew, with the ballots put in order again."""
    for name in ("ballots", "reasons"):
        content[name] = in_seeded_order(content[name], content["seed"])
    content.pop("sha256", None)
    return sealed(content)[0].encode()


def run(data, tmp_path, **options):
    """What the command says of a bundle; the sentence of its refusal where it fails."""
    path, said = tmp_path / "bundle.json", io.StringIO()
    path.write_bytes(data)
    try:
        call_command("recount", path, stdout=said, **options)
    except CommandError as refusal:
        return f"{said.getvalue()}{refusal}"
    return said.getvalue()


def refusal_of(data):
    with pytest.raises(ValidationError) as caught:
        differences(opened(data))
    return caught.value


def test_the_recount_finds_every_published_figure_right(bundle, tmp_path):
    said = run(bundle, tmp_path)

    assert "37 ballots on 4 words counted again. Every published figure is right." in said


def test_the_command_asks_no_database(bundle, tmp_path, django_assert_num_queries):
    with django_assert_num_queries(0):
        run(bundle, tmp_path)


def test_the_command_reads_the_standard_input(bundle):
    asked = [sys.executable, "manage.py", "recount"]
    right = subprocess.run([*asked, "-"], input=bundle, capture_output=True, cwd=settings.BASE_DIR, check=False)
    wrong = subprocess.run([*asked, "-"], input=bundle[:-9], capture_output=True, cwd=settings.BASE_DIR, check=False)

    assert (right.returncode, b"Every published figure is right" in right.stdout) == (0, True)
    assert (wrong.returncode, b"cut short" in wrong.stderr) == (1, True)
    assert b"Traceback" not in wrong.stderr


def test_the_seal_can_be_taken_without_this_program(bundle, tmp_path):
    path = tmp_path / "bundle.json"
    path.write_bytes(bundle)
    seal = f"jq -jcS 'del(.sha256)' {path} | sha256sum"
    said = subprocess.run(seal, shell=True, capture_output=True, check=True, text=True).stdout

    assert said.split()[0] == json.loads(bundle)["sha256"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("for", 10), ("net", "0.900000"), ("verdict", "preferred"), ("is_leader", None), ("fluent_for", 1), ("place", 2)],
)
def test_a_published_figure_that_the_ballots_do_not_bear_out_is_named(bundle, words, tmp_path, name, value):
    content = json.loads(bundle)
    content["figures"][str(words[0].pk)][name] = value
    said = run(resealed(content), tmp_path)

    assert f"“lodestar” (word {words[0].pk}): {name} is published as {value or 'nothing'}, but counted as " in said
    assert said.endswith("1 of the published figures differ from what the ballots add up to.")


def test_a_ballot_that_was_slipped_in_shows_in_the_figures(bundle, words):
    content = json.loads(bundle)
    content["ballots"].append([words[3].pk, "against", False])
    content["voters"]["es"] = 13
    found = differences(opened(resealed(content)))

    assert {"against", "n", "net"} <= {difference.name for difference in found}
    assert {difference.place for difference in found} == {
        f"es, guide, “líder | =1+1” (word {words[3].pk})",
        "all languages, guide",
    }


def test_a_figure_of_all_languages_that_differs_is_named(bundle, tmp_path):
    content = json.loads(bundle)
    content["concepts"]["guide"]["preferred_in"] = 2
    content["concepts"]["another"] = {"for": 1}
    said = run(resealed(content), tmp_path)

    assert "all languages, guide: preferred_in is published as 2, but counted as 1." in said
    assert "all languages, another: for is published as 1, but counted as nothing." in said


@pytest.mark.parametrize("part", ["ballots", "concepts", "figures", "thresholds", "voters", "words", "seed", "title"])
def test_a_tampered_bundle_is_named_as_such(bundle, tmp_path, part):
    content = json.loads(bundle)
    if isinstance(content[part], list):
        content[part] = content[part][1:]
    elif isinstance(content[part], dict):
        content[part].popitem()
    else:
        content[part] += "!"
    said = run(json.dumps(content).encode(), tmp_path)

    assert said.startswith("This bundle was tampered with: it was changed after it was given out.")


def test_another_bundle_than_the_published_one_is_named(bundle, tmp_path):
    content = json.loads(bundle)

    assert "Every published figure is right" in run(bundle, tmp_path, sha256=content["sha256"].upper())
    other = resealed(content | {"title": "Another"})
    assert "This is not the bundle that you expect" in run(other, tmp_path, sha256=content["sha256"])


@given(data=st.data())
def test_a_bundle_cut_short_anywhere_is_said_to_be(data):
    whole = sealed({"format": "peer-academy-recount", "version": 1, "title": 'líder {"a": [1]}', "x": {"y": [1]}})[0]
    whole = whole.encode().rstrip()
    end = data.draw(st.integers(1, len(whole) - 1))

    assert refusal_of(whole[:end]).code == "cut_short"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "json"),
        (b"<!doctype html>", "json"),
        (b"\xff\xfe{\x00}", "text"),
        (b"[]", "format"),
        (b'"peer-academy-recount"', "format"),
        (b'{"format": "another"}', "format"),
        (b'{"format": "peer-academy-recount"}', "version"),
        (b'{"format": "peer-academy-recount", "version": 2}', "version"),
        (b'{"format": "peer-academy-recount", "version": true}', "version"),
        (b'{"format": "peer-academy-recount", "format": "x"}', "json"),
        (b'{"format": "peer-academy-recount", "version": NaN}', "json"),
        (b'{"version": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "json"),
        (b'{"version": ' + b"1" * 10_000 + b"}", "json"),
    ],
)
def test_what_is_no_bundle_is_refused_in_a_sentence(data, code):
    refusal = refusal_of(data)

    assert refusal.code == code
    assert refusal.messages[0].endswith(".")


@pytest.mark.parametrize(
    "changes",
    [
        {"least_votes": 4},
        {"contested_above": 0.5, "admitted_above": 0.5, "avoid_above": 0.5},
        {"contested_above": 0.4},
        {"contested_above": 0.0},
        {"preferred_above": 0.3},
        {"preferred_above": 1.0},
        {"avoid_above": 0.2},
        {"avoid_above": 1.0},
        {"admitted_above": 0.6},
    ],
)
def test_thresholds_that_contradict_each_other_are_named(bundle, changes):
    content = json.loads(bundle)
    content["thresholds"] |= changes
    refusal = refusal_of(resealed(content))

    assert refusal.code == "thresholds"
    assert refusal.messages[0].startswith("The thresholds of this bundle contradict each other.")


def changed(**parts):
    return lambda content: content.update(parts)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content.pop("seed"),
        changed(words={}),
        changed(thresholds={"least_votes": 10}),
        lambda content: content["thresholds"].update(least_votes=True),
        lambda content: content["words"].append(content["words"][0]),
        lambda content: content["words"][0].pop("text"),
        lambda content: content["figures"].popitem(),
        lambda content: content["ballots"].append([0, "for", True]),
        lambda content: content["ballots"].append([content["ballots"][0][0], "maybe", True]),
        lambda content: content["ballots"].append("for"),
        lambda content: content["ballots"].append([True, "for", True]),
        lambda content: content["reasons"].append([content["ballots"][0][0], "for"]),
        lambda content: content["voters"].update(es=11),
        lambda content: content["voters"].update(es="many"),
        lambda content: [row.__setitem__(2, None) for row in content["ballots"][:20]],
    ],
)
def test_a_damaged_bundle_is_refused_in_a_sentence(bundle, damage):
    content = json.loads(bundle)
    damage(content)
    content.pop("sha256", None)
    refusal = refusal_of(sealed(content)[0].encode())

    assert refusal.code == "damaged"
    assert refusal.messages[0].endswith(".")


def test_ballots_in_another_order_than_the_seed_s_are_refused(bundle):
    content = json.loads(bundle)
    content["ballots"].sort()

    assert refusal_of(sealed(content)[0].encode()).code == "order"


@pytest.mark.parametrize("name", ["nowhere.json", "."])
def test_a_file_that_cannot_be_read_is_named(tmp_path, name):
    with pytest.raises(CommandError, match="cannot be read: "):
        call_command("recount", tmp_path / name)
