from datetime import timedelta

from django.core import signing

from comments.mailed_link import Unusable
from comments.notifications.readers.links import CONFIRM, OWN, UNSUBSCRIBE


def test_what_leads_to_one_thing_leads_to_no_other():
    for mine in (CONFIRM, UNSUBSCRIBE, OWN):
        for other in {CONFIRM, UNSUBSCRIBE, OWN} - {mine}:
            assert other.read(mine.token(12)) == Unusable.FORGED


def test_old_mail_can_still_be_stopped_and_a_link_to_ones_own_page_lives_an_hour(monkeypatch):
    own, unsubscribe = OWN.token(12), UNSUBSCRIBE.token(12, 34)
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 10 * 365 * 86_400)
    assert UNSUBSCRIBE.ids(unsubscribe) == [12, 34]
    assert OWN.ids(own) == Unusable.EXPIRED
    assert timedelta(hours=1) == OWN.lifetime
