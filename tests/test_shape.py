"""The shape of the house: sizes, names and the things we do without."""

import ast
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
OURS = [ROOT / app.name for app in apps.get_app_configs() if (ROOT / app.name / "__init__.py").exists()]
FOLDERS = [ROOT / "config", *OURS]
MODULES = sorted(
    path for folder in FOLDERS for path in folder.rglob("*.py") if "migrations" not in path.relative_to(folder).parts
)
TESTS = sorted([ROOT / "conftest.py", *(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")])
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "misc", "signals", "managers", "services"}
FUNCTION, MODULE, TEMPLATE = 30, 300, 120  # lines


def name(path):
    return path.relative_to(ROOT).as_posix()


def nodes(path, *kinds):
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, kinds)]


def functions(path):
    return nodes(path, ast.FunctionDef, ast.AsyncFunctionDef)


def models(path):
    """Classes that look like models: they derive from something called Model or define a field."""
    return [node for node in nodes(path, ast.ClassDef) if any("Model" in ast.unparse(base) for base in node.bases)]


def length(function):
    return function.end_lineno - function.lineno + 1


def test_there_is_something_to_look_at():
    assert {"people", "consultations"} <= {folder.name for folder in OURS}
    assert len(MODULES) > 40
    assert len(TEMPLATES) > 20


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=name)
def test_functions_and_modules_are_short(path):
    assert len(path.read_text().splitlines()) <= MODULE
    assert [f.name for f in functions(path) if length(f) > FUNCTION] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_are_short_and_without_inline_style_or_script(path):
    text = path.read_text()

    assert len(text.splitlines()) <= TEMPLATE
    for forbidden in (" style=", "<style", " onclick=", "javascript:"):
        assert forbidden not in text


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_names_say_what_stands_in_a_module(path):
    assert not BANNED_NAMES & {path.stem, *path.relative_to(ROOT).parts}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_models_keep_to_facts(path):
    for model in models(path):
        defined = {part.name for part in model.body if isinstance(part, ast.FunctionDef)}
        assert not {"save", "delete"} & defined, model.name
        for meta in (part for part in model.body if isinstance(part, ast.ClassDef) and part.name == "Meta"):
            chosen = {
                t.id for a in meta.body if isinstance(a, ast.Assign) for t in a.targets if isinstance(t, ast.Name)
            }
            assert "ordering" not in chosen, model.name


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nothing_listens_to_signals(path):
    imported = {ast.unparse(node) for node in nodes(path, ast.ImportFrom, ast.Import)}

    assert not [line for line in imported if "signals" in line or "import receiver" in line]


def test_the_import_contracts_know_every_app():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    ours = {folder.name for folder in OURS}

    assert set(contracts["root_packages"]) == {"config", *ours}
    assert set(contracts["contracts"][1]["containers"]) == ours
    assert ours <= {layer.strip("()") for layer in contracts["contracts"][0]["layers"]}
