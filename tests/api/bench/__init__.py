"""Benchmarks run small."""
