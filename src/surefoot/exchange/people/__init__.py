"""Invented people for demos, tests and load: what they tell is made up, picture by picture.

No real person stands behind any of them, and nothing in here is a rule of medicine.
"""
