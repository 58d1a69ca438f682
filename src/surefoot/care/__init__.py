"""The line of care: one step, one module; pure functions from frozen records to a new one."""
