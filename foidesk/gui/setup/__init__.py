"""The door, the first run and the settings."""
