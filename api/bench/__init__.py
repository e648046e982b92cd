"""Benchmarks, one module each: `run()` measures, beside a reference in the same run, and returns the figures."""
