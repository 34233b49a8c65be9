"""What damage does to the parse of documents whose truth is known: `python -m benchmarks.stress`."""
