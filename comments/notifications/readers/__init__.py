"""Mail that readers asked for: from what they tick beside a reply to what the server took."""
