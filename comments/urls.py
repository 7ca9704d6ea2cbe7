from django.urls import path

from blog import converters as converters  # registers id

from . import draft_views, views
from .notifications.moderators.views import decide
from .notifications.readers.views import confirm_by_mail, unsubscribe
from .own_page import views as own_page
from .reports.views import report
from .second_thoughts import views as own
from .second_thoughts import withdrawal_views as withdrawal

app_name = "comments"

urlpatterns = [
    path("post/", views.post, name="post"),
    path("begin/", views.begin, name="begin"),
    path("preview/", draft_views.preview, name="preview"),
    path("<id:pk>/", views.permalink, name="permalink"),
    path("<id:pk>/report/", report, name="report"),
    path("news/<id:article>/", views.news, name="news"),
    path("own/<proof>/edit/", own.edit, name="own_edit"),
    path("own/<proof>/withdraw/", own.withdraw, name="own_withdraw"),
    path("withdraw/", withdrawal.find, name="find_to_withdraw"),
    path("<id:pk>/withdraw/", withdrawal.ask, name="ask_to_withdraw"),
    path("withdraw/<token>/", withdrawal.act, name="withdraw_by_mail"),
    path("mine/", own_page.ask, name="mine"),
    path("mine/<token>/", own_page.page, name="mine_page"),
    path("mine/<token>/data.json", own_page.data, name="mine_data"),
    path("mine/<token>/erase/", own_page.erase, name="mine_erase"),
    path("decide/<token>/", decide, name="decide_by_mail"),
    path("confirm/<token>/", confirm_by_mail, name="confirm"),
    path("unsubscribe/<token>/", unsubscribe, name="unsubscribe"),
]
