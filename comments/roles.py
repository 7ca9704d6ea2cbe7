"""The roles of the newsroom: groups of these names, and what each of them may do.

The groups are made by a migration, and operators may give them more. A change here comes
with another migration, which brings the same change to the groups.
"""

from django.utils.translation import gettext_noop

#: Writes. What is public, or will be by the clock, is changed by an Editor (blog.admin).
_REPORTER = {
    "blog.view_category",
    "blog.view_tag",
    "blog.add_tag",
    "blog.view_author",
    "blog.view_article",
    "blog.add_article",
    "blog.change_article",
    "comments.report_comment",
}

#: Answers for what is published, and for the rules under which readers answer. To reply for
#: the newsroom is a Moderator's, since it approves what is replied to.
_EDITOR = _REPORTER | {
    "blog.add_category",
    "blog.change_category",
    "blog.delete_category",
    "blog.change_tag",
    "blog.delete_tag",
    "blog.add_author",
    "blog.change_author",
    "blog.delete_author",
    "blog.publish_article",
    "comments.view_numbers",
    "comments.change_discussion",
    "comments.view_term",
    "comments.view_rejectionreason",
    "comments.add_rejectionreason",
    "comments.change_rejectionreason",
    "comments.view_houserules",
    "comments.add_houserules",
    "comments.change_houserules",
    "comments.delete_houserules",
    "comments.view_erasure",
    "comments.add_erasure",
    "comments.view_retentionrun",
}

#: Judges what readers wrote, and keeps the lists that judge with him.
_MODERATOR = {
    "blog.view_article",
    "comments.moderate_comment",
    "comments.edit_comment",
    "comments.reply_to_comment",
    "comments.report_comment",
    "comments.view_numbers",
    "comments.view_term",
    "comments.add_term",
    "comments.change_term",
    "comments.delete_term",
    "comments.view_block",
    "comments.add_block",
    "comments.change_block",
    "comments.delete_block",
    "comments.view_rejectionreason",
}

#: Everything of the others, and the accounts of the newsroom (comments.admin.staff). That
#: he has all that the others have is what lets him give it to them.
_CHIEF = (
    _EDITOR
    | _MODERATOR
    | {
        "blog.delete_article",
        "auth.view_user",
        "auth.add_user",
        "auth.change_user",
    }
)

ROLES = {
    gettext_noop("Reporter"): _REPORTER,
    gettext_noop("Moderator"): _MODERATOR,
    gettext_noop("Editor"): _EDITOR,
    gettext_noop("Chief"): _CHIEF,
}
