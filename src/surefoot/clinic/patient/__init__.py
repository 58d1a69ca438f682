"""The screens of patients, and of those who are not patients yet."""
