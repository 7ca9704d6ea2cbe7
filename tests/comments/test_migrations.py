"""What the migrations do to rows that are there already."""

from importlib import import_module

import pytest
from django.apps import apps

from comments.models import Comment, MailPreference, Reader
from tests.make import make_article, make_comment, make_reader, make_staff

pytestmark = pytest.mark.django_db


def test_people_are_known_by_one_spelling_of_their_domain():
    comment, other = (make_comment(make_article(), email=f"{name}@почта.рф") for name in "ab")
    one, twice = make_reader("a@почта.рф"), make_reader("b@xn--80a1acny.xn--p1ai")
    Comment.objects.update(email_folded="a@почта.рф")
    Reader.objects.filter(pk=one.pk).update(email_folded="a@почта.рф")
    again = Reader.objects.create(email="b@почта.рф", email_folded="b@почта.рф")
    import_module("comments.migrations.0018_mailboxes").fold(apps, None)
    folded = dict(Comment.objects.values_list("pk", "email_folded"))
    assert folded == {comment.pk: "a@xn--80a1acny.xn--p1ai", other.pk: "b@xn--80a1acny.xn--p1ai"}
    assert dict(Reader.objects.values_list("pk", "email_folded")) == {
        one.pk: "a@xn--80a1acny.xn--p1ai",
        twice.pk: "b@xn--80a1acny.xn--p1ai",
        again.pk: "b@почта.рф",
    }


def test_a_moderator_is_not_told_again_of_what_he_was_told():
    first, second = (make_comment(make_article(), status="held") for _ in range(2))
    second.revise("Changed.", "<p>Changed.</p>", "held", 0)
    wish = MailPreference.objects.create(user=make_staff("Moderator"), told_up_to=first.pk)
    import_module("comments.migrations.0019_told_by_decision").by_decision(apps, None)
    wish.refresh_from_db()
    assert wish.told_up_to == first.last_decision().pk
