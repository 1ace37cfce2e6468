"""A keyring of this test's own, as the system's would be; those that keep nothing, lie, or are locked."""


class Ring:
    """Keeps what it is given, in memory."""

    def __init__(self):
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


class Forgetful(Ring):
    """Accepts everything and keeps nothing, as a null back end does."""

    def set_password(self, service, username, password):
        pass


class Locked(Ring):
    """Answers nothing."""

    def get_password(self, service, username):
        raise RuntimeError("locked")

    set_password = get_password


def use(monkeypatch, ring):
    """Let a keyring be that of this computer."""
    from foidesk.store import keyrings

    monkeypatch.setattr(keyrings, "of_this_computer", lambda: ring)
    monkeypatch.setattr(keyrings, "name_of", lambda given: "Secret Service" if given is ring else "")
    return ring
