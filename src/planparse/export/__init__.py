"""The formats that a plan is written in, the schema of what is printed, and the way back."""
