"""Screens of the front desk: finding and registering people, contacts, visits."""
