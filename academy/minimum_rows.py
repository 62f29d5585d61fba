"""The minimums of a selection for its ledger: what was published, what was kept, and whether it decided."""

from django.utils.translation import gettext as _

from .models.cohorts import Experience


def minimum_rows(content):
    """[{group, published, kept, is_binding, is_met}] from the content of a bundle."""
    chosen = [row["groups"] for row in content["applications"] if row["outcome"] == "selected"]
    return [
        {
            "group": group_name(minimum),
            "published": minimum["seats"],
            "kept": content["minimums_kept"][minimum["group"]],
            "is_binding": minimum["group"] in content["binding"],
            "is_met": sum(minimum["group"] in groups for groups in chosen) >= minimum["seats"],
        }
        for minimum in content["rubric"]["minimums"]
    ]


def group_name(minimum):
    """The group of a frozen minimum in words."""
    kind, _colon, value = minimum["group"].partition(":")
    return _(minimum["name"]) if kind == "region" else Experience(value).label
