"""The words of the law: templates filled with what was found, reasons as sentences, texts for translators."""

from rights.words.extraction import extract

__all__ = ["extract"]
