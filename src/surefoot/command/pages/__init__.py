"""One step of the line of care as a page: all of its answer, where the summary shows the top."""
