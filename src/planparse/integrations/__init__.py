"""Where other programs call planparse: assistants, loaders. On its public names alone."""
