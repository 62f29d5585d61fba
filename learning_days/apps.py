from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningDaysConfig(AppConfig):
    name = "learning_days"
    verbose_name = _("Learning Days")
