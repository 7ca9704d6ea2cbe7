from django.urls import path

from . import mail_views, report_views, views

app_name = "comments"

urlpatterns = [
    path("post/", views.post, name="post"),
    path("begin/", views.begin, name="begin"),
    path("<int:pk>/", views.permalink, name="permalink"),
    path("<int:pk>/report/", report_views.report, name="report"),
    path("news/<int:article>/", views.news, name="news"),
    path("decide/<token>/", mail_views.decide, name="decide_by_mail"),
]
