"""The organizers' desk for people and for the lists that they choose from."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.forms import AdminPasswordChangeForm, UserChangeForm
from unfold.widgets import UnfoldAdminTextInputWidget

from .models import ActivityArea, Affiliate, Language, LanguageLevel, Person, Region, Skill, SkillGroup
from .validators import validate_year

POWERS = ["is_staff", "is_superuser", "groups", "user_permissions"]

# Of allauth's tables the desk shows none that hold secrets, or that are run by the settings.
for model in (Authenticator, SocialApp, SocialToken, UserSession):
    admin.site.unregister(model)
admin.site.unregister(Group)


class KnownYears:
    """For a page or an inline: a day that is typed lies in a year that pages and calendars can tell."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(db_field, DateField):
            field.validators.append(validate_year)
        return field


class DeskAdmin(KnownYears, ModelAdmin):
    """A page of the organizers' desk. An address finds rows by their own columns alone.

    Django lets it ask for what points at a row too: `?ballots=17` on people and on terms would tell who voted on what.
    """

    def lookup_allowed(self, lookup, value, request=None):
        try:
            field = self.opts.get_field(lookup.partition("__")[0])
        except FieldDoesNotExist:
            field = None
        points_here = field is not None and field.auto_created and not field.concrete
        return not points_here and super().lookup_allowed(lookup, value, request)


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, DeskAdmin):
    pass


class PersonCreationForm(AdminUserCreationForm):
    """A new local account."""

    class Meta(AdminUserCreationForm.Meta):
        model = Person
        fields = ["username", "display_name"]
        field_classes = {}
        widgets = {"username": UnfoldAdminTextInputWidget, "display_name": UnfoldAdminTextInputWidget}


class LanguageLevelInline(TabularInline):
    model = LanguageLevel
    extra = 0
    autocomplete_fields = ["language"]


@admin.register(Person)
class PersonAdmin(DjangoUserAdmin, DeskAdmin):
    """Organizers may edit people; only superusers give powers, or touch a superuser."""

    form = UserChangeForm
    add_form = PersonCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["username", "display_name", "wiki_username", "is_staff", "is_active", "date_joined"]
    list_filter = ["is_active", "is_staff", "is_demonstration", "region", "areas"]
    search_fields = ["username", "display_name", "wiki_username", "email"]
    ordering = ["username"]
    filter_horizontal = ["groups", "user_permissions"]
    autocomplete_fields = ["areas", "affiliates"]
    readonly_fields = ["last_login", "date_joined", "wiki_username", "wiki_edit_count", "wiki_registered_at"]
    inlines = [LanguageLevelInline]
    fieldsets = [
        (None, {"fields": ["username", "display_name", "password", "is_active", "is_demonstration"]}),
        (
            _("Profile"),
            {"fields": ["email", "region", "areas", "affiliates", "time_zone", "interface_language", "bio", "shown"]},
        ),
        (_("Wikimedia account"), {"fields": ["wiki_username", "wiki_edit_count", "wiki_registered_at"]}),
        (_("Powers"), {"fields": POWERS}),
        (_("Dates"), {"fields": ["date_joined", "last_login"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "display_name", "usable_password", "password1", "password2"]})]

    def get_readonly_fields(self, request, obj=None):
        fixed = ["username"] if obj else []
        powers = [] if request.user.is_superuser else POWERS
        return [*super().get_readonly_fields(request, obj), *fixed, *powers]

    def has_change_permission(self, request, obj=None):
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not above and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Nobody deletes people here: what they wrote keeps its author. Make them inactive instead."""
        return False


class ReferenceAdmin(DeskAdmin):
    """A list that people choose from."""

    search_fields = ["slug", "name"]
    list_display = ["name", "slug"]
    ordering = ["name"]


@admin.register(Affiliate)
class AffiliateAdmin(ReferenceAdmin):
    """Groups that people belong to; who belongs to them stands on nobody's page."""

    list_display = ["name", "slug", "region"]
    list_filter = ["region"]
    list_select_related = ["region"]
    prepopulated_fields = {"slug": ["name"]}


admin.site.register(Region, ReferenceAdmin)
admin.site.register(ActivityArea, ReferenceAdmin)


@admin.register(Language)
class LanguageAdmin(DeskAdmin):
    search_fields = ["code", "autonym"]
    list_display = ["autonym", "code", "direction"]
    list_filter = ["direction"]
    ordering = ["code"]


class SkillInline(TabularInline):
    model = Skill
    extra = 0
    ordering = ["position", "pk"]


@admin.register(SkillGroup)
class SkillGroupAdmin(DeskAdmin):
    """The five groups, each with its skills."""

    search_fields = ["title"]
    list_display = ["title", "position"]
    ordering = ["position", "pk"]
    inlines = [SkillInline]
