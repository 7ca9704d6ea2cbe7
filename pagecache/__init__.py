"""Ready pages as bytes at the WSGI door, and the log of what to throw away.

- ``public.public_page`` marks a view whose answer is the same for everybody.
- ``public.shows`` and ``public.not_after`` say, while it is made, what the answer shows and
  when it is over.
- ``purging.purge`` throws away what shows a thing, inside the transaction that changes it.
- ``door.page_cache`` wraps the WSGI application and answers from memory.

docs/pagecache.md tells how they work together.
"""
