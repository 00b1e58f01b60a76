"""khobao: saved pages of the Vietnamese press as structured, checked, versioned datasets."""

from importlib.metadata import version

__version__ = version("khobao")
