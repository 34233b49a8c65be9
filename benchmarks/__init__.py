"""What parsing costs, as ratios: `python -m benchmarks > docs/performance.md`."""
