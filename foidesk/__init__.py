"""foidesk: answers to Freedom of Information requests, decided, checked, signed and kept."""

__version__ = "0.1.0"
