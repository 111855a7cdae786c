"""A language model as coder: asks any chat endpoint that speaks OpenAI's protocol what happened.

The stage is `propose` in propose.py; it is not imported here, so that commands which ask nobody start fast.
"""

from selaras.llm.options import LlmOptions
from selaras.llm.usage import Usage, usage

__all__ = ["LlmOptions", "Usage", "usage"]
