"""Readers of activity data files. Pure: bytes in, accounted rows out."""
