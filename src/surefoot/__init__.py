"""Surefoot: physical therapy for neuropathy, from the first question to the measured outcome."""

__version__ = "0.1.0"
