"""SCIM's words for people and posts, as the acts of ``ledger.feeds`` are given them."""

from typing import Any
from uuid import UUID

from scim2_models import EnterpriseUser, InvalidValueException, Resource
from uuid_utils.compat import uuid7

from ledger.feeds.incoming import IncomingUnit
from ledger.feeds.take_person import TakePerson
from ledger.feeds.take_post import TakePost
from ledger.feeds.taking import Told
from ledger.petitioners.vault import Identity, Sealed, Vault
from server.scim.describing import LevelwisePerson, LevelwiseUnit
from server.scim.filtering import read_id

MEMBERSHIP = {"members", "groups"}
_NOT_KEPT = {"id", "meta", "password", "members", "groups"}
_NEVER = str(LevelwisePerson.__schema__)


def person_of(
    resource: Any, entry: UUID | None, *, version: int | None, vault: Vault
) -> TakePerson:
    """Gives a person as told. The citizen number leaves this function sealed, or not at all.

    Refuses:  InvalidValueException for a number that no citizen can have.
    """
    enterprise = resource[EnterpriseUser] if EnterpriseUser in _extensions(resource) else None
    number = _citizen_number(resource)
    made_as = entry or uuid7()
    return TakePerson(
        said=Told(resource.external_id, _told(resource), entry, version),
        user_name=resource.user_name or "",
        name=_name(resource),
        active=resource.active is not False,
        unit_code=_unit_code(enterprise),
        document=None if number is None else _sealed(vault, number, made_as),
        document_entry=made_as,
    )


def post_of(resource: Any, entry: UUID | None, *, version: int | None) -> TakePost:
    """Gives a post as told, with all its members.

    Refuses:  InvalidValueException for a member that is no user of this feed.
    """
    unit = resource[LevelwiseUnit] if LevelwiseUnit in _extensions(resource) else None
    code = "" if unit is None else unit.unit_code or ""
    proposed = None
    if unit is not None and code and (unit.kind or unit.parent_code or unit.name):
        proposed = IncomingUnit(
            code=code[:60],
            kind=(unit.kind or "").upper()[:20],
            name=(unit.name or "")[:100],
            parent_code=(unit.parent_code or "")[:60],
        )
    return TakePost(
        said=Told(resource.external_id, _told(resource), entry, version),
        title=resource.display_name or "",
        unit_code=code,
        unit=proposed,
        members=tuple(sorted(dict(_member(one) for one in resource.members or ()).items())),
    )


def _extensions(resource: Any) -> set[Any]:
    models = type(resource).get_extension_models().values()
    return {model for model in models if getattr(resource, model.__name__, None) is not None}


def _told(resource: Resource[Any]) -> dict[str, Any]:
    """The whole of what was told, without what is never given back."""
    said = resource.model_dump()
    said["schemas"] = [one for one in said.get("schemas") or [] if one != _NEVER]
    return {name: said[name] for name in said if name not in _NOT_KEPT and name != _NEVER}


def _name(resource: Any) -> str:
    """The name of a person as it is written here: the whole one, or family name first."""
    name = resource.name
    if resource.display_name:
        return str(resource.display_name)
    if name is not None and name.formatted:
        return str(name.formatted)
    if name is not None and (name.family_name or name.given_name):
        family, given = name.family_name or "", name.given_name or ""
        gap = " " if (family + given).isascii() and family and given else ""
        return str(family + gap + given)
    return str(resource.user_name or "")


def _unit_code(enterprise: Any) -> str:
    if enterprise is None:
        return ""
    return str(enterprise.department or "")


def _member(one: Any) -> tuple[UUID, str | None]:
    key = read_id(one.value)
    if key is None or one.type == "Group":
        raise InvalidValueException(
            detail="A member is a User that this feed has told of 成员须是本数据源报送过的用户"
        )
    return key, None if one.display is None else str(one.display)[:100]


def _citizen_number(resource: Any) -> str | None:
    if LevelwisePerson not in _extensions(resource):
        return None
    number = resource[LevelwisePerson].citizen_number
    return None if number is None else str(number).strip().upper() or None


def _sealed(vault: Vault, number: str, entry: UUID) -> Sealed:
    return vault.sealed(Identity(document=number), entry)
