"""What the evidence says, as data: the files, their shapes, the one reader, and the checks."""
