"""The command line: one file a group of verbs; none holds a rule of medicine."""
