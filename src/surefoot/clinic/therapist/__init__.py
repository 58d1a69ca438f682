"""Screens of the therapist: today, the chart, the examination, the plan."""
