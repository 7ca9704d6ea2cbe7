"""For what readers get addresses by mail. A reader has no account, so whoever holds one is him."""

from datetime import timedelta

from ...mailed_link import Purpose

#: Confirms what a reader was asked to confirm: his id. It lives as long as the request is kept.
CONFIRM = Purpose("confirm")

#: Ends what he is told about an article, or about all: his id and the article's, 0 for all.
#: Old mail can still be stopped, so it never expires.
UNSUBSCRIBE = Purpose("unsubscribe")
EVERYTHING = 0

#: Leads to his own page: his id.
OWN = Purpose("own", lifetime=timedelta(hours=1))
