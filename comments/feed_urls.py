"""The feeds stand below each edition's prefix, ``comments.urls`` below none."""

from blog import converters as converters  # registers year and month
from blog.syndication import feed_paths

from .feeds import ArticleCommentsFeed, CommentsFeed

app_name = "comment_feeds"

urlpatterns = [
    *feed_paths("comments/", CommentsFeed, "site"),
    *feed_paths("<year:year>/<month:month>/<slug:slug>/", ArticleCommentsFeed, "article"),
]
