"""Sitemaps as a search engine reads them."""

from xml.etree import ElementTree

from django.test import Client

SITE = "http://testserver"
PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS_PROTOCOL = "http://www.google.com/schemas/sitemap-news/0.9"
NAMESPACES = {"": PROTOCOL, "news": NEWS_PROTOCOL}

_NEWS = [f"{{{NEWS_PROTOCOL}}}{name}" for name in ("publication", "publication_date", "title")]


def read_sitemap(client: Client, address: str, root: str = "urlset") -> ElementTree.Element:
    """Parse the document, and check which elements it has and in which order."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    document = ElementTree.fromstring(answer.content)
    assert document.tag == f"{{{PROTOCOL}}}{root}"
    for entry in document:
        assert entry.tag == f"{{{PROTOCOL}}}{'url' if root == 'urlset' else 'sitemap'}"
        location, *more = (child.tag for child in entry)
        assert location == f"{{{PROTOCOL}}}loc"
        assert more in ([], [f"{{{PROTOCOL}}}lastmod"], [f"{{{NEWS_PROTOCOL}}}news"])
        for news in entry.iterfind("news:news", NAMESPACES):
            assert [child.tag for child in news] == _NEWS
    return document


def listed(client: Client, address: str, root: str = "urlset") -> list[str]:
    """The pages of a sitemap, as addresses without scheme and host."""
    document = read_sitemap(client, address, root)
    found = [loc.text or "" for loc in document.iterfind("*/loc", NAMESPACES)]
    assert all(each.startswith(f"{SITE}/") for each in found)
    return [each.removeprefix(SITE) for each in found]


def files(client: Client) -> list[str]:
    """The sitemaps that the index lists."""
    return listed(client, "/sitemap.xml", "sitemapindex")


def all_pages(client: Client) -> list[str]:
    """The pages of all those sitemaps."""
    return [page for file in files(client) for page in listed(client, file)]
