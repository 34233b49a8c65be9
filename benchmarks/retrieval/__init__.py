"""How well questions find their answers by chunks of several splitters: `python -m benchmarks.retrieval`."""
