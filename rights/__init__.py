"""The law as data: what a person may and must do, by when, why and under which paragraph."""

from rights.book import Book
from rights.facts import Facts
from rights.faults import Fault, LawError
from rights.finding import Because, Citation, Finding, Trace
from rights.law import Law, read_law

__all__ = ["Because", "Book", "Citation", "Facts", "Fault", "Finding", "Law", "LawError", "Trace", "read_law"]
