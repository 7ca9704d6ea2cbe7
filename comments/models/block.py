from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import validate_domain_name, validate_email
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.moments import validate_moment

from ..mailbox import folded
from .listed import Listed, ListedOutcome, ListQuerySet

#: The widest networks: what is wider is a slip of the finger.
_WIDEST = {4: 8, 6: 19}


def _network(typed: str) -> IPv4Network | IPv6Network:
    """The range as readers' addresses are stored, IPv4 as such. Raises ValueError."""
    if "%" in typed:
        raise ValueError(typed)
    network = ip_network(typed, strict=False)
    mapped = network.network_address.ipv4_mapped if isinstance(network, IPv6Network) else None
    if mapped and network.prefixlen >= 96:
        return IPv4Network((mapped, network.prefixlen - 96))
    return network


class BlockQuerySet(ListQuerySet):
    def in_force(self) -> Self:
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()))


class Block(Listed):
    """An email address, a domain with all below it, or an IP range that may not comment."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("Email address")
        DOMAIN = "domain", _("Email domain and all below it")
        NETWORK = "network", _("IP address or range")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    value = models.CharField(
        _("address"),
        max_length=100,
        help_text=_("Such as name@example.org, example.org, 203.0.113.9 or 2001:db8::/32."),
    )
    outcome = models.CharField(
        _("outcome"), max_length=8, choices=ListedOutcome.choices, default=ListedOutcome.DISALLOW
    )
    until = models.DateTimeField(
        _("until"),
        null=True,
        blank=True,
        validators=[validate_moment],
        help_text=_("Left empty: until it is taken off the list."),
    )
    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("blocked address")
        verbose_name_plural = _("blocked addresses")
        ordering = ["kind", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value"],
                name="block_is_listed_once",
                violation_error_message=_("This address is listed already."),
            )
        ]

    def __str__(self) -> str:
        return self.value

    def clean(self) -> None:
        """Bring the address into the one form in which it is compared."""
        try:
            self.value = self._in_one_form()
        except (ValueError, ValidationError) as wrong:
            raise ValidationError({"value": _("This is no such address.")}) from wrong
        if self.kind == self.Kind.NETWORK:
            network = ip_network(self.value)
            if network.prefixlen < _WIDEST[network.version]:
                raise ValidationError(
                    {"value": _("This range is too wide: it would stop whole countries.")}
                )

    @property
    def is_in_force(self) -> bool:
        return self.until is None or timezone.now() < self.until

    def covers(self, email: str, ip: str | None) -> bool:
        """Whether what somebody of this email and IP address writes is stopped by it."""
        if self.kind == self.Kind.NETWORK:
            return ip is not None and ip_address(ip) in ip_network(self.value)
        address, stopped = folded(email), folded(self.value)
        domain = address.rpartition("@")[2]
        return stopped in (address, domain) or domain.endswith(f".{stopped}")

    def _in_one_form(self) -> str:
        typed = self.value.strip()
        if self.kind == self.Kind.NETWORK:
            return str(_network(typed))
        if self.kind == self.Kind.EMAIL:
            validate_email(typed)
            return typed.casefold()
        domain = typed.lstrip("@*.").rstrip(".").casefold()
        validate_domain_name(domain)
        if "." not in domain:
            raise ValueError(domain)
        return domain
