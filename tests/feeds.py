"""Feeds as a subscriber's reader sees them."""

import json
from xml.etree import ElementTree

import feedparser
from django.test import Client

FORMATS = {"": "rss20", "atom/": "atom10", "json/": "json"}


def read_feed(client: Client, address: str) -> feedparser.FeedParserDict:
    """Parse an RSS or Atom feed; the parser must have nothing to complain of."""
    answer = client.get(address)
    assert answer.status_code == 200
    ElementTree.fromstring(answer.content)  # well-formed, whatever feedparser would mend
    parsed = feedparser.parse(
        answer.content, response_headers={"content-type": answer["Content-Type"]}
    )
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def read_json_feed(client: Client, address: str) -> dict:
    """Parse a JSON Feed and check what version 1.1 requires."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = json.loads(answer.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"]
    return feed
