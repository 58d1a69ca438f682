"""The clinic as a Django application."""

from django.apps import AppConfig


class ClinicConfig(AppConfig):
    """Its name and label."""

    name = "surefoot.clinic"
    label = "clinic"
    verbose_name = "Surefoot"

    def ready(self) -> None:
        """Whoever loses their last second factor is signed off."""
        from allauth.mfa.models import Authenticator
        from django.db.models.signals import post_delete

        from surefoot.clinic.sign_off import end_without_factor

        post_delete.connect(end_without_factor, sender=Authenticator, dispatch_uid="sign_off")
