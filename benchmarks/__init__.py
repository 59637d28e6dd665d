"""Benches: each module gives ``figures(tell, rounds)``; run by ``manage.py bench NAME``."""
