"""Addresses of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from academy.admin.figures import figures
from people.views import set_language

from . import views

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)

handler400 = views.bad_request

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("people.urls")),
    path("", include("notices.urls")),
    path("academy/", include("academy.urls")),
    path("mentoring/", include("mentoring.urls")),
    path("", include("learning_days.urls")),
    path("consultations/", include("consultations.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/academy/figures/", admin.site.admin_view(figures), name="academy_figures"),
    path("admin/r/<path:content_type_id>/<path:object_id>/", admin.site.admin_view(views.view_on_site)),
    path("admin/", admin.site.urls),
    path("healthz/live", views.live, name="live"),
    path("healthz/ready", views.ready, name="ready"),
    path("i18n/setlang/", set_language, name="set_language"),
]
