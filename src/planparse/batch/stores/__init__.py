"""Archives in stores that many machines reach, S3 and others that fsspec knows, part by part."""
