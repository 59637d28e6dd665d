"""The product's own way to hash passwords, with one round."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickPasswordHasher(PBKDF2PasswordHasher):
    """Not under its own name: each is found by the name it wrote."""

    algorithm = "quick_pbkdf2_sha256"
    iterations = 1
