"""What is doubtful: the kinds of findings with their pages, the checks that give them, how they are printed."""
