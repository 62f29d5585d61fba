"""What an applicant types, for tests of applications."""

from tests.factories import LanguageFactory

from .factories import RegionFactory

ANSWERS = {"experience": "I taught **ten** people.", "sharing": "They taught others."}


def written(**changes):
    """What the actions ask for beside cohort, person and moment."""
    about = {
        "region": RegionFactory(slug="sub-saharan-africa"),
        "experience": "some",
        "language": LanguageFactory(),
        "identifying": "",
        "answers": ANSWERS,
        "changed_at": None,
    }
    return about | changes


def typed(**changes):
    """What the form sends; `answers` by slug."""
    about = written() | changes
    answers = about.pop("answers")
    region, changed_at = about.pop("region"), about.pop("changed_at")
    fields = {
        **about,
        "region": region.pk if region else "",
        "language": about["language"].pk,
        "changed_at": changed_at.isoformat() if changed_at else "",
    }
    return fields | {f"answer_{slug}": body for slug, body in answers.items()}
