"""Work points: which node is one, the columns of the table of tasks, the query language."""
