"""The clinic as a Django application."""

from django.apps import AppConfig


class ClinicConfig(AppConfig):
    """Its name and label."""

    name = "surefoot.clinic"
    label = "clinic"
    verbose_name = "Surefoot"
