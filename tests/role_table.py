"""Who gets what of admin: a row for every view and action, a column for every role."""

from typing import NamedTuple

#: Whom the columns stand for. "staff" may sign in and has no role.
WHO = ["stranger", "staff", "Reporter", "Moderator", "Editor", "Chief"]

#: What each of them gets: ``login`` (is led to where one signs in), ``done`` (something was
#: changed), or the status of an answer that changed nothing. Then the method and the
#: address below /admin/, with the ids of ``things``. A POST sends FORM, with the further
#: ``field=value``; an action is named with the row that it is for.
TABLE = """
# str. staff Rep.  Mod.  Ed.   Chief

login 200   200   200   200   200   GET  -
200   302   302   302   302   302   GET  login/
200   200   200   200   200   200   POST login/
302   405   405   405   405   405   GET  logout/
302   200   200   200   200   200   POST logout/
login 200   200   200   200   200   GET  password_change/
login 200   200   200   200   200   GET  password_change/done/
login 403   200   403   200   200   GET  autocomplete/?{tags}
login 403   403   403   403   200   GET  autocomplete/?{users}
login 200   200   200   200   200   GET  jsi18n/
login 302   302   302   302   302   GET  r/{articles}/{draft}/
login 404   200   200   200   200   GET  blog/
login 404   404   200   200   200   GET  comments/
login 404   404   404   404   200   GET  auth/
login 404   404   404   404   404   GET  nothing/

login 403   200   403   200   200   GET  blog/category/
login 403   403   403   200   200   GET  blog/category/add/
403   403   403   403   done  done  POST blog/category/add/
login 403   200   403   200   200   GET  blog/category/{category}/change/
403   403   403   403   done  done  POST blog/category/{category}/change/
login 403   200   403   200   200   GET  blog/category/{category}/history/
login 403   403   403   200   200   GET  blog/category/{unused}/delete/
login 403   403   403   done  done  POST blog/category/{unused}/delete/
login 403   200   403   done  done  POST blog/category/ delete_selected {unused}

login 403   200   403   200   200   GET  blog/tag/
login 403   200   403   200   200   GET  blog/tag/add/
403   403   done  403   done  done  POST blog/tag/add/
login 403   200   403   200   200   GET  blog/tag/{tag}/change/
403   403   403   403   done  done  POST blog/tag/{tag}/change/
login 403   200   403   200   200   GET  blog/tag/{tag}/history/
login 403   403   403   200   200   GET  blog/tag/{tag}/delete/
login 403   403   403   done  done  POST blog/tag/{tag}/delete/
login 403   200   403   done  done  POST blog/tag/ delete_selected {tag}

login 403   200   403   200   200   GET  blog/author/
login 403   403   403   200   200   GET  blog/author/add/
403   403   403   403   done  done  POST blog/author/add/
login 403   200   403   200   200   GET  blog/author/{author}/change/
403   403   403   403   done  done  POST blog/author/{author}/change/
login 403   200   403   200   200   GET  blog/author/{author}/history/
login 403   403   403   200   200   GET  blog/author/{author}/delete/
login 403   403   403   done  done  POST blog/author/{author}/delete/
login 403   200   403   done  done  POST blog/author/ delete_selected {author}

login 403   200   200   200   200   GET  blog/article/
login 403   200   403   200   200   GET  blog/article/add/
403   403   done  403   done  done  POST blog/article/add/
login 403   200   200   200   200   GET  blog/article/{article}/change/
403   403   403   403   done  done  POST blog/article/{article}/change/
403   403   403   403   done  done  POST blog/article/{later}/change/
403   403   done  403   done  done  POST blog/article/{draft}/change/
login 403   200   200   200   200   GET  blog/article/{article}/history/
login 403   403   403   403   200   GET  blog/article/{draft}/delete/
login 403   403   403   403   done  POST blog/article/{draft}/delete/
login 403   200   200   done  done  POST blog/article/ publish {draft}
login 403   200   200   done  done  POST blog/article/ withdraw {article}
login 403   200   200   302   done  POST blog/article/ delete_selected {draft}

login 403   302   200   302   200   GET  comments/comment/
login 405   302   405   302   405   POST comments/comment/
login 405   302   405   302   405   POST comments/comment/ delete_selected {comment}
login 403   403   403   403   403   GET  comments/comment/add/
login 403   403   403   403   403   POST comments/comment/add/
login 403   403   200   403   200   GET  comments/comment/{comment}/change/
login 405   405   405   405   405   POST comments/comment/{comment}/change/
login 403   403   200   403   200   GET  comments/comment/{comment}/history/
login 403   403   403   403   403   GET  comments/comment/{comment}/delete/
login 403   403   403   403   403   POST comments/comment/{comment}/delete/
login 403   403   302   403   302   GET  comments/comment/decide/
login 403   403   done  403   done  POST comments/comment/decide/ decide=approve:{comment}
login 403   403   done  403   done  POST comments/comment/decide/ decide=spam:{comment}
login 403   403   done  403   done  POST comments/comment/decide/ decide=trash:{comment}
login 403   403   done  403   done  POST comments/comment/decide/ decide=hold:{approved}
login 403   403   done  403   done  POST comments/comment/decide/ decide=keep:{reported}
login 403   403   done  403   done  POST comments/comment/decide/ decide=approve:chosen
login 403   403   302   403   302   GET  comments/comment/undo/
login 403   403   done  403   done  POST comments/comment/undo/ undo={decision}
login 403   403   200   403   200   GET  comments/comment/news/
login 405   405   405   405   405   POST comments/comment/news/
login 403   403   200   403   200   GET  comments/comment/mail/
login 403   403   done  403   done  POST comments/comment/mail/
login 403   403   200   200   200   GET  comments/comment/numbers/
login 403   403   405   405   405   POST comments/comment/numbers/
login 403   200   200   200   200   GET  comments/comment/report/
login 405   405   405   405   405   POST comments/comment/report/
login 405   405   405   405   405   GET  comments/comment/{comment}/look/
login 403   403   200   403   200   POST comments/comment/{comment}/look/
login 403   403   200   403   200   GET  comments/comment/{comment}/reply/
403   403   403   done  403   done  POST comments/comment/{comment}/reply/
403   403   403   done  403   done  POST comments/comment/{approved}/reply/
login 403   403   200   403   200   GET  comments/comment/{comment}/edit/
403   403   403   done  403   done  POST comments/comment/{comment}/edit/
login 403   403   200   403   200   GET  comments/comment/{comment}/note/
403   403   403   done  403   done  POST comments/comment/{comment}/note/
login 403   403   200   403   200   GET  comments/comment/{approved}/pick/
403   403   403   done  403   done  POST comments/comment/{approved}/pick/ pick=on
login 403   200   200   200   200   GET  comments/comment/{approved}/report/
403   403   done  done  done  done  POST comments/comment/{approved}/report/
login 403   404   404   404   404   GET  comments/comment/{comment}/report/
403   403   404   404   404   404   POST comments/comment/{comment}/report/

login 403   403   200   200   200   GET  comments/term/
login 403   403   200   403   200   GET  comments/term/add/
403   403   403   done  403   done  POST comments/term/add/
403   403   403   200   403   200   POST comments/term/add/ _try=1
login 403   403   200   403   200   GET  comments/term/many/
403   403   403   done  403   done  POST comments/term/many/
login 403   403   200   200   200   GET  comments/term/{term}/change/
403   403   403   done  403   done  POST comments/term/{term}/change/
403   403   403   200   403   200   POST comments/term/{term}/change/ _try=1
login 403   403   200   200   200   GET  comments/term/{term}/history/
login 403   403   200   403   200   GET  comments/term/{term}/delete/
login 403   403   done  403   done  POST comments/term/{term}/delete/
login 403   403   done  200   done  POST comments/term/ delete_selected {term}

login 403   403   200   403   200   GET  comments/block/
login 403   403   200   403   200   GET  comments/block/add/
403   403   403   done  403   done  POST comments/block/add/ kind=network
login 403   403   200   403   200   GET  comments/block/{block}/change/
403   403   403   done  403   done  POST comments/block/{block}/change/ kind=network
login 403   403   200   403   200   GET  comments/block/{block}/history/
login 403   403   200   403   200   GET  comments/block/{block}/delete/
login 403   403   done  403   done  POST comments/block/{block}/delete/
login 403   403   done  403   done  POST comments/block/ delete_selected {block}

login 403   403   200   200   200   GET  comments/rejectionreason/
login 403   403   403   200   200   GET  comments/rejectionreason/add/
403   403   403   403   done  done  POST comments/rejectionreason/add/
login 403   403   200   200   200   GET  comments/rejectionreason/{rejection}/change/
403   403   403   403   done  done  POST comments/rejectionreason/{rejection}/change/
login 403   403   200   200   200   GET  comments/rejectionreason/{rejection}/history/
login 403   403   403   403   403   GET  comments/rejectionreason/{rejection}/delete/
login 403   403   403   403   403   POST comments/rejectionreason/{rejection}/delete/
login 403   403   200   200   200   POST comments/rejectionreason/ delete_selected {rejection}

login 403   403   403   200   200   GET  comments/houserules/
login 403   403   403   200   200   GET  comments/houserules/add/
403   403   403   403   done  done  POST comments/houserules/add/
login 403   403   403   200   200   GET  comments/houserules/{rules}/change/
403   403   403   403   done  done  POST comments/houserules/{rules}/change/
login 403   403   403   200   200   GET  comments/houserules/{rules}/history/
login 403   403   403   200   200   GET  comments/houserules/{rules}/delete/
login 403   403   403   done  done  POST comments/houserules/{rules}/delete/
login 403   403   403   done  done  POST comments/houserules/ delete_selected {rules}

login 403   403   403   302   302   GET  comments/discussion/
login 403   403   403   302   302   POST comments/discussion/ delete_selected 1
login 403   403   403   403   403   GET  comments/discussion/add/
403   403   403   403   403   403   POST comments/discussion/add/
login 403   403   403   200   200   GET  comments/discussion/1/change/
403   403   403   403   done  done  POST comments/discussion/1/change/
403   403   403   403   200   200   POST comments/discussion/1/change/ _try=1
login 403   403   403   200   200   GET  comments/discussion/1/history/
login 403   403   403   403   403   GET  comments/discussion/1/delete/
login 403   403   403   403   403   POST comments/discussion/1/delete/

login 403   403   403   200   200   GET  comments/erasure/
login 403   403   403   200   200   GET  comments/erasure/add/
403   403   403   403   200   200   POST comments/erasure/add/ how=remove
403   403   403   403   done  done  POST comments/erasure/add/ how=remove _erase=1
login 403   403   403   200   200   GET  comments/erasure/{erasure}/change/
403   403   403   403   403   403   POST comments/erasure/{erasure}/change/
login 403   403   403   200   200   GET  comments/erasure/{erasure}/history/
login 403   403   403   403   403   GET  comments/erasure/{erasure}/delete/
login 403   403   403   403   403   POST comments/erasure/{erasure}/delete/
login 403   403   403   200   200   POST comments/erasure/ delete_selected {erasure}

login 403   403   403   200   200   GET  comments/retentionrun/
login 403   403   403   403   403   GET  comments/retentionrun/add/
403   403   403   403   403   403   POST comments/retentionrun/add/
login 403   403   403   200   200   GET  comments/retentionrun/{run}/change/
403   403   403   403   403   403   POST comments/retentionrun/{run}/change/
login 403   403   403   200   200   GET  comments/retentionrun/{run}/history/
login 403   403   403   403   403   GET  comments/retentionrun/{run}/delete/
login 403   403   403   403   403   POST comments/retentionrun/{run}/delete/
login 403   403   403   200   200   POST comments/retentionrun/ delete_selected {run}

login 403   403   403   403   200   GET  auth/user/
login 403   403   403   403   200   GET  auth/user/add/
login 403   403   403   403   done  POST auth/user/add/
login 403   403   403   403   200   GET  auth/user/{colleague}/change/
login 403   403   403   403   done  POST auth/user/{colleague}/change/
login 403   403   403   403   302   GET  auth/user/{owner}/change/
login 403   403   403   403   302   POST auth/user/{owner}/change/
login 403   403   403   403   200   GET  auth/user/{colleague}/history/
login 403   403   403   403   200   GET  auth/user/{colleague}/password/
login 403   403   403   403   done  POST auth/user/{colleague}/password/
login 403   403   403   403   404   GET  auth/user/{owner}/password/
login 403   403   403   403   404   POST auth/user/{owner}/password/
login 403   403   403   403   403   GET  auth/user/{colleague}/delete/
login 403   403   403   403   403   POST auth/user/{colleague}/delete/
login 403   403   403   403   200   POST auth/user/ delete_selected {colleague}

login 403   403   403   403   403   GET  auth/group/
login 403   403   403   403   403   GET  auth/group/add/
login 403   403   403   403   403   POST auth/group/add/
login 403   403   403   403   403   GET  auth/group/{group}/change/
login 403   403   403   403   403   POST auth/group/{group}/change/
login 403   403   403   403   403   GET  auth/group/{group}/history/
login 403   403   403   403   403   GET  auth/group/{group}/delete/
login 403   403   403   403   403   POST auth/group/{group}/delete/
login 403   403   403   403   403   POST auth/group/ delete_selected {group}

login 403   403   403   403   403   GET  django_tasks_database/dbtaskresult/
login 403   403   403   403   403   GET  django_tasks_database/dbtaskresult/add/
login 403   403   403   403   403   GET  django_tasks_database/dbtaskresult/{task}/change/
login 403   403   403   403   403   GET  django_tasks_database/dbtaskresult/{task}/history/
login 403   403   403   403   403   GET  django_tasks_database/dbtaskresult/{task}/delete/
login 403   403   403   403   403   POST django_tasks_database/dbtaskresult/ delete_selected {task}
"""

#: What is sent to every form, which takes its own fields; and what it should not take.
FORM = {
    "name": "New",
    "title": "New",
    "slug": "new",
    "language": "en",
    "status": "published",
    "username": "new",
    "usable_password": "true",
    "password1": "Nasb-2026-kard",
    "password2": "Nasb-2026-kard",
    "set-password": "1",
    "category": "{category}",
    "how": "hourly",
    "source": "New",
    "text": "New",
    "why": "Because.",
    "chosen": "{comment}",
    "cause": "spam",
    "label": "New",
    "position": "1",
    "kind": "word",
    "outcome": "hold",
    "in_comment": "on",
    "terms": "New",
    "value": "203.0.113.0/24",
    "default_comment_status": "closed",
    "form_min_seconds": "1",
    "form_max_hours": "1",
    "shouting_percent": "1",
    "mostly_links_percent": "1",
    "near_duplicate_percent": "1",
    "heated_removals": "1",
    "empty_spam_days": "1",
    "empty_trash_days": "1",
    "keep_ip_days": "1",
    "keep_user_agent_days": "1",
    "keep_unconfirmed_days": "1",
    "edit_minutes": "1",
    "reports_weight": "1",
    "address": "z@a.tj",
    "seen_address": "z@a.tj",
    "post": "yes",
}


class Row(NamedTuple):
    asked: str
    method: str
    address: str
    sent: dict[str, str]
    answers: dict[str, str]


def _row(line: str) -> Row:
    *answers, asked = line.split(maxsplit=len(WHO))
    method, address, *words = asked.split()
    sent = dict(word.split("=") for word in words if "=" in word)
    action = [word for word in words if "=" not in word]
    sent |= dict(zip(["action", "_selected_action"], action, strict=False))
    return Row(asked, method, address, sent, dict(zip(WHO, answers, strict=True)))


ROWS = [_row(line) for line in TABLE.splitlines() if line and line[0] != "#"]
