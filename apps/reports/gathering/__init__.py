"""What a snapshot holds beside figures: each module gathers one thing, from rows of the database to plain values."""
