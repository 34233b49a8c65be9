"""What is doubtful in a text: kinds of findings with their pages, checks, and reports."""
