"""The viewer in GraphQL: who asks, in which post, and what awaits in each of them."""

import strawberry
from strawberry import Info

from schema.fields import connection, read
from schema.nodes import Connection
from schema.problems.seeing import ProblemDesk
from schema.responsibilities.types import Obligation, ResponsibilityList
from schema.tenants.types import Post, Tenant
from storage.ids import printed
from tenants.viewer import NOTICES, PostHeld
from tenants.viewer import Viewer as Asker

_LISTS = {"awaiting": "inbox", "toReview": "reviews", "toSign": "listsToSign"}
"""The root reading behind each list of a post; the others go by their own name."""


@strawberry.type(description="A post the viewer holds. 所任职务。")
class ViewerPostInfo(ProblemDesk):
    """A post of the viewer's, read under its own context."""

    held: strawberry.Private[PostHeld]
    title: str = read("Its title. 名称。")
    title_en: str = read("Its English title. 英文名称。")
    tenant_name: str = read("Name of the unit. 单位名称。")
    acting: bool = read("Whether the viewer acts in it now. 是否当前职务。")
    leading: bool = read("Whether it is the primary one. 是否主职。")
    roles: list[str] = read("Roles it carries. 角色。")

    tenant: Tenant | None = read("The unit. 单位。")
    awaiting: Connection[Obligation] = connection(
        "What awaits in this post, read as its holder. 该职务的待办任务。"
    )
    to_review: Connection[Obligation] = connection(
        "What direct subordinates have checked and its holder may judge. 该职务的待认可任务。"
    )

    to_sign: Connection[ResponsibilityList] = connection(
        "Lists in force that its holder is to sign in it and has not. 该职务待签责任书的清单。"
    )

    def reading(self, name: str, viewer: Asker) -> tuple[Asker, str]:
        """Reads a list as the holder of this post, under its own context."""
        return viewer.in_post(self.held), _LISTS.get(name, name)

    @strawberry.field(description="The post's id, for the header Levelwise-Post. 职务标识。")
    def post_id(self) -> strawberry.ID:
        """The post's public id."""
        return strawberry.ID(printed("Post", self.held.post))


@strawberry.type(description="Who asks. 当前访问者。")
class ViewerInfo:
    """Who asks."""

    asker: strawberry.Private[Asker]
    name: str | None = read("The person's name. 姓名。")
    language: str = read("The language of messages by default: zh or en. 语言。")
    notice_code: str | None = read("Why the viewer is nobody, as a code. 提示代码。")

    tenant: Tenant | None = read("The unit the viewer acts in. 当前单位。")
    post: Post | None = read("The post the viewer acts in. 当前职务。")

    @strawberry.field(description="Why the viewer is nobody, as a sentence. 提示。")
    def notice(self, info: Info) -> str | None:
        """The sentence behind ``noticeCode``."""
        code = self.asker.notice
        return None if code is None else NOTICES[code][info.context.language]

    @strawberry.field(description="Posts held today. 现任职务。")
    def posts(self) -> list[ViewerPostInfo]:
        """Posts, the primary one first."""
        asker = self.asker
        ordered = sorted(asker.posts, key=lambda held: not held.leading)
        return [viewer_post(asker, held) for held in ordered]


def viewer_post(asker: Asker, held: PostHeld) -> ViewerPostInfo:
    """A post of the viewer's as GraphQL shows it."""
    return ViewerPostInfo(
        held=held,
        title=held.title,
        title_en=held.title_en,
        tenant_name=held.tenant_name,
        acting=held.post == asker.post,
        leading=held.leading,
        roles=sorted(role for role, domain in held.roles if domain == "*"),
        tenant=held.tenant_uid,  # type: ignore[arg-type]  # a key, read when asked for
    )


def viewer_info(asker: Asker) -> ViewerInfo:
    """The viewer as GraphQL shows it; records are named by key and read when asked for."""
    acting = next((held for held in asker.posts if held.post == asker.post), None)
    return ViewerInfo(
        asker=asker,
        name=asker.name or None,
        language=asker.language,
        notice_code=asker.notice,
        tenant=acting.tenant_uid if acting else None,  # type: ignore[arg-type]  # a key
        post=asker.post,  # type: ignore[arg-type]  # a key, read when asked for
    )
