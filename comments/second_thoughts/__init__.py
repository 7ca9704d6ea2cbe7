"""The author of a comment changes it or withdraws it: at once, and later by a mailed link."""
