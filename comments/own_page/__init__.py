"""A reader's own page: what the site holds about an address, shown to whoever reads its mail."""
