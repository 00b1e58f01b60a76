"""khobao: saved pages of the Vietnamese press as structured, checked, versioned datasets."""

# Asking for the version of what is installed would cost a tenth of the time of a command.
__version__ = "0.1.0"
