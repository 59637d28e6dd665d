"""Conventions that every door of every room keeps: the API's and the admin's."""
