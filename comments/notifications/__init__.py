"""Who is told what by mail: readers and moderators, each in a package of its own."""
