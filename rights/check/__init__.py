"""Checks the whole law: every day it changes, its texts, its citations, its cases and what they cover."""

from rights.check.report import Report, check

__all__ = ["Report", "check"]
