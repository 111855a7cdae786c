"""Ids are digests of content: the same page has the same id on every machine, at every time."""

from hashlib import blake2b


def digest(*parts: str | bytes) -> str:
    """Return 16 hex digits that depend on the parts, their order and their borders alone."""
    state = blake2b(digest_size=8)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()
