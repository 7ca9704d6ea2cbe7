from django.urls import path

from . import (
    draft_views,
    mail_views,
    mine,
    own_views,
    reader_views,
    report_views,
    views,
    withdrawal_views,
)

app_name = "comments"

urlpatterns = [
    path("post/", views.post, name="post"),
    path("begin/", views.begin, name="begin"),
    path("preview/", draft_views.preview, name="preview"),
    path("<int:pk>/", views.permalink, name="permalink"),
    path("<int:pk>/report/", report_views.report, name="report"),
    path("news/<int:article>/", views.news, name="news"),
    path("own/<proof>/edit/", own_views.edit, name="own_edit"),
    path("own/<proof>/withdraw/", own_views.withdraw, name="own_withdraw"),
    path("withdraw/", withdrawal_views.find, name="find_to_withdraw"),
    path("<int:pk>/withdraw/", withdrawal_views.ask, name="ask_to_withdraw"),
    path("withdraw/<token>/", withdrawal_views.act, name="withdraw_by_mail"),
    path("mine/", mine.ask, name="mine"),
    path("mine/<token>/", mine.page, name="mine_page"),
    path("mine/<token>/data.json", mine.data, name="mine_data"),
    path("mine/<token>/erase/", mine.erase, name="mine_erase"),
    path("decide/<token>/", mail_views.decide, name="decide_by_mail"),
    path("confirm/<token>/", reader_views.confirm_by_mail, name="confirm"),
    path("unsubscribe/<token>/", reader_views.unsubscribe, name="unsubscribe"),
]
