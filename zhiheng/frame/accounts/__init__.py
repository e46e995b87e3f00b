"""Running accounts and posts: above ``people`` and ``trail``, since every step is written to the trail. No tables."""
