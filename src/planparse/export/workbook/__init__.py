"""A table of tasks as a workbook, set up as those who follow the tasks up would set it up."""
