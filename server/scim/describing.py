"""What this server says of itself to SCIM clients: resources, extensions and capabilities."""

from typing import Annotated, Any, cast

from pydantic import Field
from scim2_models import (
    AuthenticationScheme,
    Bulk,
    CaseExact,
    ChangePassword,
    EnterpriseUser,
    ETag,
    Extension,
    External,
    Filter,
    Group,
    Mutability,
    Pagination,
    Patch,
    Reference,
    ResourceType,
    Returned,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
    User,
)
from scim2_models.urn import URN

MOST_RESULTS = 200
MOST_OPERATIONS = 500
MOST_BYTES = 2 * 1024 * 1024
CURSOR_SECONDS = 3600


class LevelwisePerson(Extension):
    """What is told of a person besides: it is compared and never given back."""

    __schema__ = URN("urn:levelwise:params:scim:schemas:extension:person:1.0:User")

    citizen_number: Annotated[
        str | None, Mutability.write_only, Returned.never, CaseExact.false
    ] = None
    """The citizen number (公民身份号码), 18 characters: sealed on arrival, used to tell apart people
    of one name, and returned to nobody."""


class LevelwiseUnit(Extension):
    """At which unit a post stands; told in full, the unit itself is proposed."""

    __schema__ = URN("urn:levelwise:params:scim:schemas:extension:unit:1.0:Group")

    unit_code: Annotated[str | None, CaseExact.true] = Field(
        None, serialization_alias="code", validation_alias="code"
    )
    """The code of the unit (统计用区划代码、统一社会信用代码 or a local code), or its exact name."""

    name: str | None = None
    """The name of the unit; a name that differs is a proposal to rename it."""

    kind: str | None = None
    """CITY, COUNTY, TOWNSHIP, VILLAGE, DEPARTMENT or OFFICE; with it an unknown unit is proposed."""

    parent_code: Annotated[str | None, CaseExact.true] = None
    """The code of the unit above; one that differs is a proposal to move the unit."""


PERSON = User[EnterpriseUser | LevelwisePerson]
POST: Any = cast(Any, Group)[LevelwiseUnit]


def provider(documentation: str) -> ScimProvider:
    """Describes what is understood.

    Given:    documentation, the address of the page for integrators.
    """
    return ScimProvider(
        models=[User, EnterpriseUser, LevelwisePerson, Group, LevelwiseUnit],
        resource_types=[ResourceType.from_resource(PERSON), ResourceType.from_resource(POST)],
        config=_configuration(documentation),
        policy=ScimPolicy(
            # As a widely used directory sends them; both mean what they say.
            remove_value_as_filter=ScimPolicy.RemoveValue.apply,
            unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
        ),
    )


def announced(documentation: str) -> ScimProvider:
    """Describes what discovery shows: all but the citizen number.

    Clients that fill in whatever they discover shall not collect that one. Who needs it reads the
    page for integrators, and gets none back.
    """
    return ScimProvider(
        models=[User, EnterpriseUser, Group, LevelwiseUnit],
        resource_types=[
            ResourceType.from_resource(User[EnterpriseUser]),
            ResourceType.from_resource(POST),
        ],
        config=_configuration(documentation),
    )


def _configuration(documentation: str) -> ServiceProviderConfig:
    return ServiceProviderConfig(
        documentation_uri=Reference[External](documentation),
        patch=Patch(supported=True),
        bulk=Bulk(supported=True, max_operations=MOST_OPERATIONS, max_payload_size=MOST_BYTES),
        filter=Filter(supported=True, max_results=MOST_RESULTS),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=True),
        etag=ETag(supported=True),
        pagination=Pagination(
            cursor=True,
            index=True,
            default_pagination_method=Pagination.DefaultPaginationMethod.index,
            default_page_size=100,
            max_page_size=MOST_RESULTS,
            cursor_timeout=CURSOR_SECONDS,
        ),
        authentication_schemes=[
            AuthenticationScheme(
                type=AuthenticationScheme.Type.oauthbearertoken,
                name="Secret of the feed 数据源密钥",
                description="Authorization: Bearer lwf_…, as createFeed showed it once. "
                "设立数据源时显示一次的密钥。",
                primary=True,
            )
        ],
    )
