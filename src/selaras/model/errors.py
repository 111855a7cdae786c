"""Errors that people may cause. Their text is one clear sentence, fit to be shown as it is."""


class SelarasError(Exception):
    """Base of all errors that Selaras raises on purpose."""


class InputRefused(SelarasError):
    """An input that cannot be read; names the input and the reason. The run goes on."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"{address}: {reason}")
        self.address = address
        self.reason = reason


class UsageRefused(SelarasError):
    """A request that makes no sense (unknown actor code, an archive that is no archive)."""
