"""The law as data, and its evaluators. Imports nothing else of ours."""
