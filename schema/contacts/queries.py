"""Root fields of contact cards."""

import strawberry

from schema.contacts.types import ContactCard, ContactCardFilter
from schema.fields import connection, listed
from schema.nodes import Connection


@strawberry.type
class ContactQueries:
    """What can be asked of contact cards; also by nobody."""

    contact_card: ContactCard | None = listed(
        "A contact card by its id. 按标识取联系卡。",
        id=(strawberry.ID, "The card's id. 全局标识。"),
    )
    contact_cards: Connection[ContactCard] = connection(
        "The published cards that hold today, newest first; for everybody. 现行联系卡。",
        filter=(ContactCardFilter | None, "Which of them. 筛选。"),
    )
