"""The trained model: words in, spans out."""
