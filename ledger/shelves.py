"""All shelves and root readings of the server, gathered from the slices."""

from ledger.appointments import shelf as appointments
from ledger.assignments import shelf as assignments
from ledger.audit import shelf as audit
from ledger.catalogue import shelf as catalogue
from ledger.clocks import shelf as clocks
from ledger.closing import shelf as closing
from ledger.clusters import shelf as clusters
from ledger.contacts import shelf as contacts
from ledger.desks import shelf as desks
from ledger.diaries import shelf as diaries
from ledger.editions import shelf as editions
from ledger.effects import shelf as effects
from ledger.escalation import shelf as escalation
from ledger.extensions import shelf as extensions
from ledger.feeds import shelf as feeds
from ledger.glass import shelf as glass
from ledger.intake import shelf as intake
from ledger.meetings import shelf as meetings
from ledger.notices import shelf as notices
from ledger.petitioners import shelf as petitioners
from ledger.previews import shelf as previews
from ledger.problems import shelf as problems
from ledger.publicity import shelf as publicity
from ledger.rechecks import shelf as rechecks
from ledger.reorganisation import shelf as reorganisation
from ledger.responsibilities import shelf as responsibilities
from ledger.scores import shelf as scores
from ledger.settings import shelf as settings
from ledger.subscribers import shelf as subscribers
from ledger.workrules import shelf as workrules
from storage.shelf import Catalogue
from tenants import shelf as tenants

_SLICES = (
    tenants,
    appointments,
    catalogue,
    clocks,
    petitioners,
    problems,
    intake,
    assignments,
    escalation,
    extensions,
    feeds,
    glass,
    settings,
    editions,
    publicity,
    notices,
    meetings,
    clusters,
    reorganisation,
    effects,
    previews,
    subscribers,
    contacts,
    diaries,
    closing,
    rechecks,
    scores,
    desks,
    responsibilities,
    workrules,
    audit,
)

CATALOGUE = Catalogue(
    shelves={shelf.name: shelf for one in _SLICES for shelf in one.SHELVES},
    roots={name: root for one in _SLICES for name, root in one.ROOTS.items()},
)
"""What can be read. A root or shelf named twice is a bug that the structure test reports."""
