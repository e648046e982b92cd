"""The sheet for a jurist: the whole law by act, with texts, sources, evidence, cases and what is left out."""

from rights.review.sheet import sheet

__all__ = ["sheet"]
