"""The garbage collector of a process that serves."""

import gc

# What is asked once makes some thousand objects, and none of them a cycle that lasts.
COLLECT_EVERY = 20_000


def spare_the_collector() -> None:
    """Let what is loaded stay, the law above all, and look for garbage once in some requests, not in each."""
    gc.freeze()
    gc.set_threshold(COLLECT_EVERY, *gc.get_threshold()[1:])
