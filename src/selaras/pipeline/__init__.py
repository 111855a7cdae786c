"""Stages in order (order.py), settings, and the engines that carry records through the stages."""

from selaras.pipeline.keep import Progress, read_into
from selaras.pipeline.local import run, settle_memory
from selaras.pipeline.order import CODERS, ORDER, READ, Stage
from selaras.pipeline.settings import Settings

__all__ = ["CODERS", "ORDER", "READ", "Progress", "Settings", "Stage", "read_into", "run", "settle_memory"]
