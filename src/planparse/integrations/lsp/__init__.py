"""A language server for editors: findings as one types, outline, folding, hover, quick fixes."""
