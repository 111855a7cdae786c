"""The day that "now" is for an article: what "presiden" and "historical" are judged by."""

from selaras.model.records import Reading

LEDE_SENTENCES = 4


def reference_day(reading: Reading) -> str | None:
    """Return the ISO day that "now" is for an article.

    Its publication; where the text contradicts that, the newest full date that the text tells; without
    publication, the first full date of its lede.
    """
    if "date-contradicts-text" in reading.article.flags:
        told = [t.end for t in reading.times if t.how == "absolute" and t.grain == "day"]
        if told:
            return max(told)
    if reading.article.published:
        return reading.article.published[:10]
    lede = [s.index for s in reading.sentences if not s.headline][:LEDE_SENTENCES]
    full = (t.end for t in reading.times if t.how == "absolute" and t.grain == "day" and t.sentence in lede)
    return next(full, None)
