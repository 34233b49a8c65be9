"""Whole archives: folders, zip and tar files, converted by workers under a journal."""
