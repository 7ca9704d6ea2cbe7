from django.urls import path

from . import converters as converters  # registers year, month and slugpath
from . import views
from .feeds import ArticleFeed, AuthorFeed, CategoryFeed, TagFeed
from .syndication import feed_paths

app_name = "blog"

urlpatterns = [
    path("", views.home, name="home"),
    *feed_paths("", ArticleFeed, "feed"),
    *feed_paths("category/<slugpath:path>/", CategoryFeed, "category-feed"),
    path("category/<slugpath:path>/", views.category, name="category"),
    *feed_paths("tag/<slug:slug>/", TagFeed, "tag-feed"),
    path("tag/<slug:slug>/", views.tag, name="tag"),
    *feed_paths("author/<slug:slug>/", AuthorFeed, "author-feed"),
    path("author/<slug:slug>/", views.author, name="author"),
    path("<year:year>/", views.year, name="year"),
    path("<year:year>/<month:month>/", views.month, name="month"),
    path("<year:year>/<month:month>/<slug:slug>/", views.article, name="article"),
]
