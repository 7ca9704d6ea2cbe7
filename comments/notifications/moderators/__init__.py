"""Mail to moderators: what waits, and the links with which they decide from their inbox."""
