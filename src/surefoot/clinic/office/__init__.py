"""Screens of the manager: the clinic's means, its staff, the audit, the export, the knowledge."""
