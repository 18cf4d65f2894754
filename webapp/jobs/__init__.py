"""Jobs: what is done while nobody waits for it, by one consumer an instance or by `lodge worker` on as many machines."""
