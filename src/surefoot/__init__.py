"""Surefoot: physical therapy for neuropathy, from the first question to the measured outcome."""
