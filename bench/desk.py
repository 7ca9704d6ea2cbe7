"""What a moderator asks of a site at the desk: pages of every kind, and decisions."""

from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet, Sum
from django.urls import reverse

from bench import known
from blog.models import Article, Category
from comments.models import Comment, Decision, Status, Tally

_FAR = 0.8  # of the way through a list


def address(**asked: object) -> str:
    """The address of the desk with these parameters."""
    return f"{reverse('admin:comments_comment_changelist')}?{urlencode(asked)}"


def desk_pages() -> dict[str, str]:
    """The address of one page of each kind, by name; filters of many and of few comments."""
    busy = Tally.objects.order_by("-held").values_list("pk", flat=True)[0]
    largest = Tally.objects.order_by("-comments").values_list("pk", flat=True)[0]
    large, small = _categories()
    rare_language = _by_held(Tally.objects.values_list("language"))[-1]
    reader = Comment.objects.filter(status=Status.HELD).order_by("pk")[100]
    network = ".".join(str(reader.ip).split(".")[:3]) + "."
    asked: dict[str, dict[str, object]] = {
        "held, oldest first": {"tab": "held", "order": "oldest"},
        "held, newest first": {"tab": "held", "order": "newest"},
        "held, riskiest first": {"tab": "held", "order": "risk"},
        "reported": {"tab": "reported"},
        "spam": {"tab": "spam"},
        "trash": {"tab": "trash"},
        "approved": {"tab": "approved"},
        "all": {"tab": "all"},
        "article with the most held": {"tab": "held", "article": busy},
        "article with the most comments, approved": {"tab": "approved", "article": largest},
        "article with the most comments, all": {"tab": "all", "article": largest},
        "large category": {"tab": "held", "category": large},
        "large category, riskiest first": {"tab": "held", "order": "risk", "category": large},
        "small category": {"tab": "held", "category": small},
        "small category, all": {"tab": "all", "category": small},
        "large language": {"tab": "held", "language": settings.LANGUAGE_CODE},
        "rare language": {"tab": "held", "language": rare_language},
        "rare language, approved": {"tab": "approved", "language": rare_language},
        "common reason": {"tab": "held", "rule": "first_time"},
        "rare reason": {"tab": "held", "rule": "impersonation"},
        "rare reason, all": {"tab": "all", "rule": "impersonation"},
        "common reason, riskiest first": {"tab": "held", "rule": "links", "order": "risk"},
        "past 24 hours": {"tab": "held", "age": "day"},
        "older than 7 days, newest first": {"tab": "held", "age": "over-week", "order": "newest"},
        "past 30 days, all": {"tab": "all", "age": "month"},
        "reason, category and age": {
            "tab": "held", "rule": "links", "category": large, "age": "over-week"
        },
        "reason and rare language": {"tab": "held", "rule": "links", "language": rare_language},
        "category, language and age": {
            "tab": "approved", "category": small, "language": rare_language, "age": "over-day"
        },
        "search for a rare word": {"tab": "all", "q": known.RARE_WORD},
        "search for a common word": {"tab": "all", "q": known.COMMON_WORD},
        "search for a common word, held": {"tab": "held", "q": known.COMMON_WORD},
        "search for a common word, riskiest first": {
            "tab": "held", "q": known.COMMON_WORD, "order": "risk"
        },
        "search for a common word, rare language": {
            "tab": "all", "q": known.COMMON_WORD, "language": rare_language
        },
        "search for a common word, large category, held": {
            "tab": "held", "q": known.COMMON_WORD, "category": large
        },
        "search for an email address": {"tab": "all", "q": f'"{reader.email}"'},
        "search for an IP address": {"tab": "all", "q": reader.ip},
        "search for a network": {"tab": "all", "q": network},
        "far page, held": {"tab": "held", "after": _far("created_at", "pk", status="held")},
        "far page, riskiest first": {
            "tab": "held", "order": "risk",
            "after": _far("-risk", "created_at", "pk", status="held"),
        },
        "far page, approved": {
            "tab": "approved", "after": _far("-created_at", "-pk", status="approved")
        },
        "far page, all": {"tab": "all", "after": _far("-created_at", "-pk")},
        "far page, large category": {
            "tab": "held", "category": large, "after": _far("created_at", "pk", status="held")
        },
        "far page, article with the most comments": {
            "tab": "approved", "article": largest,
            "after": _far("-created_at", "-pk", article=largest, status="approved"),
        },
        "far page, common word": {
            "tab": "all", "q": known.COMMON_WORD, "after": _far("-created_at", "-pk")
        },
    }  # fmt: skip
    return {what: address(**parameters) for what, parameters in asked.items()}


def waiting(number: int) -> list[list[int]]:
    """Held comments, far apart, each with the last decision that a moderator's page shows."""
    held = Comment.objects.filter(status=Status.HELD).order_by("pk").values_list("pk", flat=True)
    ids = list(held)
    chosen = ids[:: max(1, len(ids) // number)][:number]
    log = Decision.objects.filter(comment__in=chosen).order_by("pk")
    return [list(pair) for pair in dict(log.values_list("comment", "pk")).items()]


def _categories() -> tuple[int, int]:
    """The categories in which, and in those below, the most and the fewest comments wait."""
    found = {}
    for category in Category.objects.all():
        below = Category.objects.below_or(category)
        tallies = Tally.objects.filter(article__in=Article.objects.filter(category__in=below))
        found[category.pk] = tallies.aggregate(held=Sum("held"))["held"] or 0
    ordered = sorted((held, pk) for pk, held in found.items() if held)
    return ordered[-1][1], ordered[0][1]


def _by_held(tallies: QuerySet) -> list[str]:
    counted = tallies.annotate(number=Sum("held")).filter(number__gt=0).order_by("-number")
    return [language for language, _number in counted]


def _far(*order: str, **those: object) -> int:
    """The id of a comment most of the way through those in this order."""
    comments = Comment.objects.filter(**those).order_by(*order).values_list("pk", flat=True)
    return comments[int(comments.count() * _FAR)]
