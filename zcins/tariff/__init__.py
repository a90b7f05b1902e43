"""The parts of rating: cases and what is known of them, factors, quotes, checks.

`zcins.rating` is the room's door.
"""
