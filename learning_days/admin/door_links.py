"""From the desk's pages of a day and of an edition to the door: its pages decide who may open them."""

from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action


def is_number(key):
    """Whether an address with this key can lead on; digits of other scripts stand in none."""
    return key.isascii() and key.isdecimal()


class LeadsToTheDoor:
    """For the page of a day."""

    def has_door_permission(self, request, object_id=None):
        return request.user.has_perm("learning_days.change_attendance")

    @action(description=_("Who is there …"), permissions=["door"], icon="how_to_reg")
    def door(self, request, object_id):
        """The list with its sheet and its file; an address without a number leads to the list of days."""
        if not is_number(object_id):
            return redirect("admin:learning_days_day_changelist")
        return redirect("learning_days:attendance", object_id)


class LeadsToTheFigures:
    """For the page of an edition."""

    def has_who_came_permission(self, request, object_id=None):
        return request.user.has_perm("learning_days.change_attendance")

    @action(description=_("Who came"), permissions=["who_came"], icon="how_to_reg")
    def who_came(self, request, object_id):
        """The figures of its days, each with its list; an address without a number leads to the list of editions."""
        if not is_number(object_id):
            return redirect("admin:learning_days_edition_changelist")
        return redirect("learning_days:edition_attendance", object_id)
