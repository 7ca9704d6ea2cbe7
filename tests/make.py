"""Plain functions that make rows; each takes only what a test is about."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.utils import timezone

from blog.models import Article, Author, Category, Tag
from comments.models import (
    Block,
    Comment,
    CommentEntry,
    Decision,
    Reader,
    Reason,
    Report,
    Status,
    Subscription,
    Tally,
    Term,
)
from comments.roles import ROLES

_numbers = count(1)


def make_category(name: str = "Tajikistan", **fields: Any) -> Category:
    return Category.objects.create(name=name, **fields)


def make_tag(name: str = "summit", **fields: Any) -> Tag:
    return Tag.objects.create(name=name, **fields)


def make_author(name: str = "Zarina Karimova", **fields: Any) -> Author:
    return Author.objects.create(name=name, **fields)


def make_article(
    title: str | None = None, *, tags=(), authors=(), further=(), **fields: Any
) -> Article:
    """A public article, unless a status or a time says otherwise."""
    fields.setdefault("language", "en")
    if "category" not in fields:
        fields["category"] = Category.objects.filter(language=fields["language"]).first() or (
            make_category(language=fields["language"])
        )
    fields.setdefault("status", Article.Status.PUBLISHED)
    if fields["status"] != Article.Status.DRAFT:
        fields.setdefault("published_at", timezone.now())
    fields.setdefault("body", "<p>What happened.</p>")
    article = Article.objects.create(title=title or f"Article {next(_numbers)}", **fields)
    filed = {"tags": tags, "authors": authors, "further_categories": further}
    for name, rows in filed.items():
        if rows:
            getattr(article, name).set(rows)
    return article


def make_comment(article: Article, source: str = "Well said.", **fields: Any) -> Comment:
    """An approved comment, unless a status says otherwise, with the log row it came with."""
    fields.setdefault("status", Status.APPROVED)
    if fields["status"] == Status.APPROVED:
        fields.setdefault("approved_at", timezone.now())
    fields.setdefault("name", "Farrukh")
    fields.setdefault("email", "farrukh@example.org")
    comment = Comment(article=article, **fields)
    comment.write(source)
    with transaction.atomic():
        comment.save()
        came_with = Decision(comment=comment, to_status=comment.status)
        came_with.save()
        if "created_at" in fields:
            models.QuerySet(Decision).filter(pk=came_with.pk).update(made_at=comment.created_at)
        Tally.locked_for(article.pk).move(comment, "", comment.status)
    return comment


def vanish(comment: Comment) -> None:
    """Delete a comment that nobody answered, past the model; nothing of ours does that."""
    Comment.objects.filter(pk=comment.pk).update(thread=None)
    Comment.objects.filter(pk=comment.pk).delete()


def make_many_comments(article: Article, number: int, **fields: Any) -> list[Comment]:
    """Approved comments at once, each a thread of its own; for tests of quantity."""
    fields = {"name": "Farrukh", "email": "farrukh@example.org"} | fields
    now = timezone.now()
    comments = [
        Comment(
            article=article,
            language=article.language,
            heads_thread=True,
            thread_size=1,
            status=Status.APPROVED,
            approved_at=now,
            **fields,
        )
        for _ in range(number)
    ]
    for comment in comments:
        comment.write("Well said.")
    Comment.objects.bulk_create(comments)
    for comment in comments:
        comment.thread_id, comment.path = comment.pk, f"{comment.pk:019}"
    Comment.objects.bulk_update(comments, ["thread", "path"], batch_size=200)
    with transaction.atomic():
        tally = Tally.locked_for(article.pk)
        tally.comments += number
        tally.threads += number
        tally.save()
    return comments


def make_reader_reports(comment: Comment, *notes: str, cause: str = "insult") -> list[Report]:
    """Reports of readers, each from another place."""
    numbers = range(1, len(notes) + 1)
    networks = (f"198.51.{number}.0/24" for number in numbers)
    pairs = zip(networks, notes, strict=True)
    return [comment.report_from(network, cause, note)[0] for network, note in pairs]


def make_reason(comment: Comment, rule: str = "links", **fields: Any) -> Reason:
    """Why a rule did not let the comment pass, as part of its first decision."""
    fields = {"outcome": "hold", "message": "Because."} | fields
    decision = comment.decisions.first()
    reason = Reason.objects.create(comment=comment, decision=decision, rule=rule, **fields)
    CommentEntry.keep(comment)
    return reason


def reply_data(article: Article, /, **fields: Any) -> dict[str, Any]:
    """What the form sends; a field given as None is left out."""
    data = {
        "article": article.pk,
        "parent": "",
        "name": "Мадина",
        "email": "madina@example.org",
        "website": "",
        "comment": "Ташаккур барои хабар.",
    } | fields
    return {name: value for name, value in data.items() if value is not None}


def make_staff(role: str = "", username: str = "nigora", **fields: Any) -> Any:
    """A member of staff in a role; without one, somebody who may sign in and no more."""
    user = get_user_model().objects.create_user(username, **{"is_staff": True} | fields)
    if role:
        user.groups.add(role_group(role))
    return user


def role_group(role: str) -> Group:
    """The migration's; made anew where a test has emptied the tables that it filled."""
    group, is_new = Group.objects.get_or_create(name=role)
    if is_new:
        for label in ROLES[role]:
            app, codename = label.split(".")
            group.permissions.add(
                Permission.objects.get(content_type__app_label=app, codename=codename)
            )
    return group


def make_reader(email: str = "madina@example.org", **fields: Any) -> Reader:
    """Somebody who gets mail; one address is one reader."""
    known = Reader.objects.filter(email_folded=email.casefold()).first()
    return known or Reader.objects.create(email=email, email_folded=email.casefold(), **fields)


def make_subscription(about: Article | Comment, **fields: Any) -> Subscription:
    """What the author of a comment, or somebody who follows an article, is told of.

    Confirmed long ago, unless another time is given.
    """
    comment = about if isinstance(about, Comment) else None
    if "reader" not in fields:
        fields["reader"] = make_reader(*([comment.email] if comment else []))
    fields.setdefault("confirmed_at", timezone.now() - timedelta(days=9))
    article = comment.article if comment else about
    return Subscription.objects.create(article=article, comment=comment, **fields)


def make_term(text: str, **fields: Any) -> Term:
    """A listed term: held, a whole word, in every language, unless something else is said."""
    term = Term(text=text, **fields)
    term.full_clean()
    term.save()
    return term


def make_block(value: str, **fields: Any) -> Block:
    """A blocked address; a network, disallowed, unless something else is said."""
    block = Block(value=value, **{"kind": "network"} | fields)
    block.full_clean()
    block.save()
    return block
