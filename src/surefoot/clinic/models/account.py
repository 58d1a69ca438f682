"""Somebody who signs in with an e-mail address. What they may do is said by their memberships."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class Accounts(BaseUserManager["Account"]):
    """Accounts by their address, whatever its case."""

    def create_user(self, email: str, name: str, password: str | None = None) -> "Account":
        """A new account; without a password nobody can sign in to it yet."""
        account = self.model(email=email.strip().lower(), name=name)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """One person who works in one or more clinics."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = Accounts()

    class Meta:
        """Addresses are kept in small letters, so that one address is one account."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="account_email_is_lower",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="account_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
