"""What the moderators' desk shows and does; comments.admin puts it on pages."""
