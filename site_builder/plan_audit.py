"""The audit of a plan."""
