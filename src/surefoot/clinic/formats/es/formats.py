"""Numbers have a point in every language: 3,5 where the forms take 3.5 would be read as another."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
