"""Addresses of the academy."""

app_name = "academy"
urlpatterns = []
