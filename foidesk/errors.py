"""The two kinds of failure: what the officer or the environment can mend, and our own faults."""


class UserError(Exception):
    """Something the officer can put right. The message is shown as it is: plain words, what is wrong and what to do."""


class RefusedError(UserError):
    """Nothing is wrong with the input, but it must not be done: a blocking finding, a file that must not leave."""
