"""Records in the forms that other programs read."""

from selaras.export.codebook import event, quote, record

__all__ = ["event", "quote", "record"]
