"""The kernel's version: it changes whenever a number, a rounding or a hash could."""

ENGINE_VERSION = "1.0.0"
