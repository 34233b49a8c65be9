"""Whole archives: folders, zip and tar files, a journal that survives interruption, worker processes."""
