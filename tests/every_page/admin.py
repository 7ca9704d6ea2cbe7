"""What the newsroom keeps besides the comments, and what it reads of them."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from comments.models import Block, Erasure, RejectionReason, RetentionRun, Term
from tests.full_desk import make_full_desk
from tests.make import make_block, make_term

from .visiting import LANGUAGES, Pages, chief, in_its, without_sidebar


def admin_pages(_settings: Any) -> Pages:
    term = make_term("<b>casino</b> & Co", kind="phrase", note="“Why” & <when>")
    block = make_block("203.0.113.9", until=timezone.now() - timedelta(days=1), note="<&>")
    make_block("198.51.100.0/24", outcome="hold")
    RejectionReason.objects.create(label="Old & <loud>", is_offered=False)
    make_full_desk("en")
    for language in LANGUAGES:
        for name, page in pages_of_admin(chief(language), term, block):
            yield in_its(language, name, without_sidebar(page))


def pages_of_admin(client: Client, term: Term, block: Block) -> Pages:
    """The lists with their forms, the settings, the wishes about mail, and the numbers."""
    wrong = {"kind": "word", "outcome": "hold", "in_comment": "on", "text": "..."}
    for model, row in (("term", term), ("block", block)):
        address = f"/admin/comments/{model}/"
        chosen = {"action": "delete_selected", "_selected_action": row.pk}
        yield model, client.get(address)
        yield f"searched {model}", client.get(f"{address}?q=nothing+<%26>")
        yield f"new {model}", client.get(f"{address}add/")
        yield f"wrong {model}", client.post(f"{address}add/", wrong)
        yield f"one {model}", client.get(f"{address}{row.pk}/change/")
        yield f"delete {model}", client.get(f"{address}{row.pk}/delete/")
        yield f"delete {model} from the list", client.post(address, chosen)
    tried = wrong | {"text": "question", "_try": "1"}
    yield "tried term", client.post("/admin/comments/term/add/", tried)
    many = "/admin/comments/term/many/"
    yield "many terms", client.get(many)
    yield "wrong terms", client.post(many, wrong | {"terms": "...\n<&>\n" + "x" * 1000})
    yield "nothing to list", client.post(many, {})

    reasons = "/admin/comments/rejectionreason/"
    yield "reasons", client.get(reasons)
    yield "new reason", client.get(f"{reasons}add/")
    settings = "/admin/comments/discussion/1/change/"
    yield "settings", client.get(settings)
    rules = "/admin/comments/houserules/"
    yield "house rules", client.get(rules)
    yield "new house rules", client.get(f"{rules}add/")
    yield "wrong house rules", client.post(f"{rules}add/", {"text": "<&>" * 2_000})
    yield "wrong settings", client.post(settings, {"comment_max_links": "<&>"})

    erasures = "/admin/comments/erasure/"
    asked = {"address": "z@example.org", "how": "remove"}
    begun = Erasure.objects.create(**asked, counts={"comments": 2})
    done = Erasure.objects.create(how="anonymise", finished_at=timezone.now())
    yield "erasures", client.get(erasures)
    yield "new erasure", client.get(f"{erasures}add/")
    yield "wrong erasure", client.post(f"{erasures}add/", {"address": "<&>"})
    yield "what there is to erase", client.post(f"{erasures}add/", asked)
    yield "erasure under way", client.get(f"{erasures}{begun.pk}/change/")
    yield "erasure", client.get(f"{erasures}{done.pk}/change/")
    run = RetentionRun.objects.create(counts={"ip_addresses": 3})
    yield "rounds of forgetting", client.get("/admin/comments/retentionrun/")
    yield "round of forgetting", client.get(f"/admin/comments/retentionrun/{run.pk}/change/")

    comments = "/admin/comments/comment/"
    yield "mail", client.get(f"{comments}mail/")
    yield "find", client.get(f"{comments}report/")
    yield "found nothing", client.get(f"{comments}report/?comment=<%26>")
    yield "numbers", client.get(f"{comments}numbers/?days=7")
