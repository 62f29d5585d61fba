"""The reference files, and the names that translators see."""

import tomllib

import pytest
from django.core.management import CommandError, call_command

from people import actions
from people.models import Language
from people.reference import names


def read(name):
    return tomllib.loads((actions.REFERENCE / name).read_text(encoding="utf-8"))


def test_translators_see_every_name_of_the_files():
    areas, groups = read("areas.toml"), read("skills.toml")["groups"]

    assert [row["name"] for row in areas["regions"]] == names.REGIONS
    assert [row["name"] for row in areas["areas"]] == names.AREAS
    assert [row["description"] for row in areas["areas"]] == names.AREA_DESCRIPTIONS
    assert [row["title"] for row in groups] == names.SKILL_GROUPS
    assert [row["description"] for row in groups] == names.SKILL_GROUP_DESCRIPTIONS
    assert [skill["title"] for group in groups for skill in group["skills"]] == names.SKILLS


@pytest.mark.django_db
def test_command_loads_and_says_so(capsys):
    call_command("load_reference")

    assert Language.objects.filter(code="ja").exists()
    assert "up to date" in capsys.readouterr().out


@pytest.mark.django_db
def test_command_says_what_to_do_where_the_data_is_missing(monkeypatch, tmp_path):
    monkeypatch.setattr(actions, "LANGUAGE_DATA", tmp_path / "language-data.json")

    with pytest.raises(CommandError, match=r"language-data\.json is missing: run make run once, or npm ci\."):
        call_command("load_reference")
