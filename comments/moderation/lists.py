"""The terms and blocked addresses that are listed, kept in the memory of each process."""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address, ip_network

from ..mailbox import folded
from ..models import Block, Discussion, Term
from .term_matcher import ListedTerm, TermMatcher


@dataclass(frozen=True)
class ListedBlock:
    """A blocked address as moderators listed it; ``until`` is None for good."""

    value: str
    kind: str
    outcome: str
    until: datetime | None

    def is_in_force(self, at: datetime) -> bool:
        return self.until is None or at < self.until


class Lists:
    """Everything that is listed, as it was when ``Discussion.lists_version`` was this."""

    def __init__(self, version: int) -> None:
        self.version = version
        self.terms = TermMatcher(map(listed_term, Term.objects.order_by().iterator()))
        self.addresses: dict[str, ListedBlock] = {}
        self.networks: dict[int, dict[int, dict[int, ListedBlock]]] = {4: {}, 6: {}}
        for block in Block.objects.order_by():
            listed = ListedBlock(block.value, block.kind, block.outcome, block.until)
            if block.kind == Block.Kind.NETWORK:
                network = ip_network(block.value)
                of_length = self.networks[network.version].setdefault(network.prefixlen, {})
                of_length[int(network.network_address)] = listed
            else:
                # An address has an "@", a domain has none.
                self.addresses[folded(block.value)] = listed

    def blocks_of_email(self, email: str) -> list[ListedBlock]:
        """What is listed of the address, of its domain and of the domains above it."""
        address = folded(email)
        domain = address.rpartition("@")[2]
        labels = domain.split(".")
        above = [".".join(labels[start:]) for start in range(len(labels))]
        known = (self.addresses.get(value) for value in (address, *above))
        return [block for block in known if block]

    def blocks_of_ip(self, ip: str) -> list[ListedBlock]:
        """What is listed of the address and of the networks around it."""
        if not any(self.networks.values()):
            return []
        address = ip_address(ip)
        number, bits = int(address), address.max_prefixlen
        found = []
        for length, networks in self.networks[address.version].items():
            network = number >> (bits - length) << (bits - length)
            if network in networks:
                found.append(networks[network])
        return found


def listed_term(term: Term, pk: int | None = None) -> ListedTerm:
    """The term as the matcher takes it; one that isn't stored is given an id."""
    return ListedTerm(
        pk=term.pk if pk is None else pk,
        folded=term.folded,
        kind=term.kind,
        fields=term.fields,
        outcome=term.outcome,
        language=term.language,
        text=term.text,
    )


_kept: Lists | None = None


def lists(site: Discussion) -> Lists:
    """What is listed now; read anew after a change, which takes a third of a second for 62,000.

    ``site`` says which version holds. Two threads may read at the same time: both read the
    same.
    """
    global _kept
    kept = _kept
    if kept is None or kept.version != site.lists_version:
        kept = _kept = Lists(site.lists_version)
    return kept
