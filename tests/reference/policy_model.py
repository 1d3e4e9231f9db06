"""The rules as prose, read by a naive model: walks parents, knows no lineage, no SQL, no Casbin.

It imports nothing from the application. Source: domain.md 2, 3.4, 6.10 and 8; the rule book.
"""

from collections.abc import Iterator

from tests.reference import diaries_prose as diaries
from tests.reference import feeds_model as feeds
from tests.reference import glass_prose as glass
from tests.reference import hands_prose as hands
from tests.reference import publicity_model as publicity
from tests.reference.campaigns_prose import campaigns
from tests.reference.closing_prose import CLOSING, RECHECKS, judged, scattered, unfit, untouched
from tests.reference.policy_giving import KEEPERS, forbidden, giving, lent
from tests.reference.policy_previews import conflicts_of_previewing, previewing
from tests.reference.policy_reorganisation import (
    REORGANISING,
    conflicts_of_reorganising,
    reorganising,
)
from tests.reference.policy_roles import (
    ADMINISTRATORS,
    BEARERS,
    BESIDE,
    BRINGERS,
    BUSINESS,
    HEADS,
    INHERITED,
    ISSUED,
    JUDGING,
    KEPT_FROM_THEM,
    KEPT_ON,
    LADDER,
    MAKERS,
    OVERSEERS,
    WORKERS,
    Parents,
    Someone,
    Thing,
    against,
    sits_below,
)
from tests.reference.policy_settling import conflicts_of_settling, petitioners, settling
from tests.reference.policy_waiting import WAITING, Roles, waiting

Verdict = tuple[bool, str | None]


def may(parents: Parents, who: Someone, action: str, thing: Thing) -> Verdict:
    """Says whether someone may do something, and which prohibition said no, if one did."""
    windows = glass.forbidden(parents, who, action, thing)
    for rule in (*_barred(parents, who, thing), *_forbidden(parents, who, action, thing), *windows):
        return False, rule
    return any(_allowed(_Sight(parents, lent(who, action), thing), action)), None


def shows(parents: Parents, who: Someone, thing: Thing) -> bool:
    """Says whether the wall lets the row through to the unit: coarse, and blind to roles.

    单位只碰得到自己和下级的、经过自己手的，以及上级发布的共性条款和补充规定；反映到自己头上的一律碰不到。
    """
    if against(parents, who, thing) or any(scattered(parents, who, thing.noun, "")):
        return False
    see = _Sight(parents, who, thing)
    bound = see.issued if thing.noun in KEPT_ON else see.published and thing.noun in INHERITED
    bound = bound and (see.common or thing.noun != "clause")
    held = see.anywhere_below or who.unit in thing.passed or (see.above_me and bound)
    return held or publicity.lets_through(see)


def _barred(parents: Parents, who: Someone, thing: Thing) -> Iterator[str]:
    # 审计和拒绝记录也不告诉被反映的人，哪怕他兼任审计或安全管理员。
    if thing.noun in {"audit", "refusal"} and against(parents, who, thing):
        yield "the-audit-does-not-tell-the-accused"
    if thing.noun == "access" and against(parents, who, thing):
        yield "access-does-not-tell-the-accused"
    if thing.noun == "counted_record" and against(parents, who, thing):
        yield "a-preview-does-not-count-for-the-accused"
    # 公开件没有不许三员接触的规定，反映到自己头上的同样看不到。
    if thing.noun == "publication" and against(parents, who, thing):
        yield "the-accused-never-learn"
    # 三员之外，先看是不是反映到自己头上的；问题名下的一切也一样。
    if not (who.roles | who.other_roles) & ADMINISTRATORS and against(parents, who, thing):
        if thing.noun in LADDER | BESIDE | CLOSING | {"file"} | (RECHECKS - {"recheck_sample"}):
            yield "the-accused-never-learn"
        if thing.noun == "petitioner":
            yield "the-accused-see-no-petitioner"


def _forbidden(parents: Parents, who: Someone, action: str, thing: Thing) -> Iterator[str]:
    # 三员不接触任何业务数据，兼任其他职务也不行。
    if (who.roles | who.other_roles) & ADMINISTRATORS:
        if thing.noun in BUSINESS:
            yield "administrators-hold-no-business"
        if thing.noun in KEPT_FROM_THEM:
            yield KEPT_FROM_THEM[thing.noun]
        yield from untouched(thing.noun)
    for others in (publicity.forbidden, forbidden, feeds.forbidden, diaries.kept_back):
        yield from others(who, action, thing)
    known = thing.known
    yield from _conflicts(parents, who, action, thing)
    yield from scattered(parents, who, *action.split("."))
    if action in {"obligation.accept", "obligation.return"}:
        # 自己记实过的，自己不得认可或退回；不论后来还有谁记实。
        if who.person is not None and who.person in (known.get("recorders") or ()):
            yield "nobody-judges-what-they-recorded"
        # 在下级单位兼职的人，不得认可或退回该单位的任务；没有上级的单位，责任主体不得认可自己的。
        topmost = thing.holder is not None and parents[thing.holder] is None
        if sits_below(parents, who, thing):
            yield "nobody-judges-a-unit-they-sit-in"
        mine = who.actor_type is not None and known.get("actor_type") == who.actor_type
        if topmost and thing.holder == who.unit and mine:
            yield "no-actor-judges-its-own-duties"
    # 不得给自己任职或免职。
    if action in {"appointment.appoint", "appointment.relieve"} and (
        who.person is not None and known.get("person_id") == who.person
    ):
        yield "nobody-appoints-themselves"
    # 不得为自己的职务登记、管理订阅方。
    bound = who.post is not None and known.get("post_id") == who.post
    if thing.noun == "subscriber" and action != "subscriber.read" and bound:
        yield "nobody-subscribes-a-system-to-their-own-post"
    # 不得给自己的职务授权。
    if action == "post.grant" and who.post is not None and known.get("id") == who.post:
        yield "nobody-grants-to-their-own-post"


def _conflicts(parents: Parents, who: Someone, action: str, thing: Thing) -> Iterator[str]:
    known, posts = thing.known, {who.unit, *who.other_units}
    for conflicts in (conflicts_of_reorganising, conflicts_of_previewing, conflicts_of_settling):
        yield from conflicts(who, action, known)
    sits_there = thing.holder is not None and thing.holder in posts
    lower = sits_below(parents, who, thing)
    if action in JUDGING:
        # 在责任单位任职的、自己承办的、牵头的，不得记录评议、评价、销号、回头看。
        if sits_there:
            yield "nobody-records-or-judges-for-a-unit-they-sit-in"
        if who.person is not None and known.get("handled_by") == who.person:
            yield "nobody-judges-what-they-handled"
        if who.post is not None and who.post in {known.get("lead_post"), known.get("leader_post")}:
            yield "nobody-judges-what-they-lead"
    yield from unfit(who, action, known, sits_there=sits_there)
    # 在下级兼职的，不得以上级身份收网、退回、裁定、复查。
    if action in {"problem.take_up", "problem.rule", "problem.record_review"} and lower:
        yield "nobody-rules-for-a-unit-they-sit-in"
    if action == "assignment.withdraw" and lower:
        yield "nobody-takes-a-part-back-from-a-unit-they-sit-in"
    if action == "extension.decide":
        # 自己申请的，自己不批；在下级兼职的，不批该单位的整改延期。
        if who.person is not None and known.get("asked_by") == who.person:
            yield "nobody-grants-themselves-more-time"
        if lower and known.get("clock") == "RECTIFICATION":
            yield "nobody-extends-for-a-lower-unit-they-sit-in"
    # 销号前，责任单位看不到服务对象如何评议。
    unopened = known.get("party") == "CLIENT" and known.get("sealed") in {True, "True"}
    if action == "evaluation.read" and sits_there and unopened:
        yield "a-unit-does-not-see-who-answered-what"


class _Sight:
    """Where the thing is, as seen from where someone acts."""

    def __init__(self, parents: Parents, who: Someone, thing: Thing) -> None:
        self.parents, self.who, self.thing = parents, who, thing
        here, holder = who.unit, thing.holder
        self.own = here is not None and holder == here
        above = list(self._up(holder))
        self.next_below = here is not None and above[:1] == [here]
        self.anywhere_below = self.own or (here is not None and here in above)
        self.just_above = holder is not None and holder in list(self._up(here))[:1]
        self.above_me = holder is not None and holder in list(self._up(here))
        self.in_window = who.window is not None and who.window in [holder, *above]
        self.issued = thing.known.get("state") in ISSUED
        self.published = thing.known.get("state") == "PUBLISHED"
        self.common = thing.known.get("part") == "COMMON"
        mine = thing.known.get("actor_type")
        self.my_duty = self.own and mine is not None and mine == who.actor_type
        self.my_list = self.my_duty and thing.known.get("body_id") == who.body

    def _up(self, unit: int | None) -> Iterator[int]:
        while unit is not None and self.parents[unit] is not None:
            unit = self.parents[unit]
            assert unit is not None
            yield unit

    def role(self, *wanted: str) -> bool:
        return bool(self.who.roles & set(wanted))

    @property
    def open_to_me(self) -> bool:
        """本级、直接下级；更下级的，已上交到我或我的上级，或已逾期。"""
        if self.own or self.next_below:
            return True
        if not self.anywhere_below:
            return False
        line = {self.thing.holder, *self._up(self.thing.holder)}
        mine_and_above = {self.who.unit, *self._up(self.who.unit)}
        handed_up = any(unit in line and unit in mine_and_above for unit in self.thing.passed)
        return self.thing.overdue or handed_up

    def is_me(self, name: str) -> bool:
        return self.who.person is not None and self.thing.known.get(name) == self.who.person


def _allowed(see: _Sight, action: str) -> Iterator[bool]:
    noun = see.thing.noun
    yield from _people(see, action)
    yield from giving(see, action, WORKERS, ADMINISTRATORS)
    yield from previewing(see, action, WORKERS)
    if noun in BUSINESS:
        yield from _seeing(see, action)
        yield from _making(see, action)
        yield from _doing(see, action)
    if noun == "supplement":
        yield from _supplements(see, action)
    if noun in LADDER:
        yield from _following(see, action)
    if noun == "problem":
        yield from _climbing(see, action)
        yield from settling(see, action)
    if noun == "petitioner":
        yield from petitioners(see, action)
    if noun == "assignment":
        yield from hands.parts(see, action)
    yield from hands.ruled(see, action)
    yield from judged(see, action, workers=WORKERS, overseers=OVERSEERS, bringers=BRINGERS)
    if noun in REORGANISING:
        yield from reorganising(see, action)
    if noun in feeds.NOUNS:
        yield from feeds.allowed(see, action)
    if noun in WAITING:
        yield from waiting(see, action, Roles(WORKERS, OVERSEERS, HEADS))
    if noun == "campaign":
        yield from campaigns(see, action)
    yield from publicity.allowed(see, action)
    yield from glass.allowed(see, action)
    yield from _platform(see, action)


def _people(see: _Sight, action: str) -> Iterator[bool]:
    near = see.own or see.next_below
    # 名称、代码公开。
    yield action == "tenant.read"
    if action in {"body.read", "post.read", "person.read", "appointment.read"}:
        # 同一单位的人互相看得到；抓下一级的人看本级和直接下级。
        yield see.own and see.role(*WORKERS)
        yield see.open_to_me and see.role("level_administrator", *OVERSEERS)
    # 本人看得到自己的记录、职务、任职。
    yield action == "person.read" and see.is_me("id")
    yield action == "appointment.read" and see.is_me("person_id")
    mine = see.who.post is not None and see.thing.known.get("id") == see.who.post
    yield action == "post.read" and mine
    # 本级管理员维护本级和直接下级。
    if action in {"tenant.manage", "body.manage", "post.manage"}:
        yield near and see.role("level_administrator")
    # 组织部门和本级管理员登记任免。
    if action in {"appointment.appoint", "appointment.relieve"}:
        yield near and see.role("organisation_department", "level_administrator")
    # 系统管理员管账号，安全管理员授角色。
    if action in {"person.read", "person.manage", "person.invite"}:
        yield near and see.role("system_administrator")
    # 数据源在设立单位的辖区内登记；不带权限的，由确认方案的人在辖区内办理。
    if action in {"person.take_in", "post.take_in", "appointment.take_in"}:
        confirms = see.role("level_administrator", "organisation_department")
        yield see.anywhere_below and (see.role("feed") or confirms)
    # 职务上的事项由主要负责人、专班在本单位内移交。
    yield action == "post.hand_over" and see.own and see.role("task_force", *HEADS)
    if action in {"post.read", "post.grant"}:
        yield near and see.role("security_administrator")


def _seeing(see: _Sight, action: str) -> Iterator[bool]:
    noun, _, verb = action.partition(".")
    if verb == "read":
        # 本单位的全部，草稿在内。
        yield see.own and see.role(*WORKERS)
        if noun in {"responsibility", "clause"}:
            # 直接下级已印发的。
            yield see.next_below and see.issued and see.role(*OVERSEERS)
        else:
            # 本级和直接下级的；更下级的，已上交或已逾期的。
            yield see.open_to_me and see.role(*OVERSEERS)
    # 上级发布的共性条款，所辖各级都看得到；个性条款只是该单位自己的事。
    if action == "clause.read":
        yield see.above_me and see.common and see.issued and see.role(*WORKERS)
    # 上传人看得到自己上传的。
    yield action == "file.read" and see.is_me("prepared_by")
    # 辖区内汇总。
    yield (verb == "count" and see.anywhere_below and see.role("level_administrator", *OVERSEERS))


def _making(see: _Sight, action: str) -> Iterator[bool]:
    noun, _, verb = action.partition(".")
    if action == "obligation.plan":
        yield see.own and see.role(*MAKERS)
    if noun != "responsibility":
        return
    # 本级清单由专班、主要负责人、机关工委制定。
    if verb in {"draft", "add", "amend", "publish", "retire"}:
        yield see.own and see.role(*MAKERS)
    # 共性条款下达到本级和直接下级。
    yield verb == "bind" and (see.own or see.next_below) and see.role(*MAKERS)
    # 责任主体写自己的个性清单；某个党组织的清单，只由该党组织的人写。
    yield verb in {"draft", "add", "amend"} and see.my_list and see.role(*BEARERS)
    # 责任主体签自己的，一把手签本单位的，都须已发布。
    if verb == "sign" and see.published:
        yield see.my_list and see.role(*BEARERS)
        yield see.own and see.role(*HEADS)


def _doing(see: _Sight, action: str) -> Iterator[bool]:
    if action == "obligation.record":
        yield see.my_list and see.role(*BEARERS)
        yield see.own and see.role("handler", *HEADS)
    if action == "obligation.self_check":
        yield see.my_list and see.role(*BEARERS)
        yield see.own and see.role(*HEADS)
    if action == "file.prepare":
        yield see.own and see.role(*WORKERS)
    # 直接上级认可或退回，不越级。
    if action in {"obligation.accept", "obligation.return"}:
        yield see.next_below and see.role(*MAKERS)
        # 没有上级的单位，由本单位主要负责人或专班认可或退回。
        yield see.own and not list(see._up(see.thing.holder)) and see.role("task_force", *HEADS)


def _supplements(see: _Sight, action: str) -> Iterator[bool]:
    if action == "supplement.read":
        yield see.own and see.role(*WORKERS)
        yield see.next_below and see.role(*OVERSEERS)
        yield see.above_me and see.published and see.role(*WORKERS)
    if action in {"workrule.supplement", "workrule.publish", "workrule.retire"}:
        yield see.own and see.role("organ_committee_secretary", *MAKERS)


def _following(see: _Sight, action: str) -> Iterator[bool]:
    """谁看得到一个问题和它的每一步。"""
    noun, _, verb = action.partition(".")
    here, known = see.who.unit, see.thing.known
    had_it = here is not None and here in see.thing.passed and see.role(*WORKERS)
    seeing = verb in {"read", "oversee", "read_who", "read_all"}
    # 本单位手上的全部；抓下一级的人看本级、直接下级，更下级的已上报或已逾期。
    yield seeing and see.own and see.role(*WORKERS)
    yield seeing and see.open_to_me and see.role(*OVERSEERS)
    # 经过谁的手，谁一直看得到。
    yield action == "problem.read" and had_it
    # 每一步对下公开到什么程度：不公开、只知有此一步、由谁、全文。
    if noun in {"hop", "happening"}:
        least = {"read": {"THAT", "WHO", "ALL"}, "read_who": {"WHO", "ALL"}, "read_all": {"ALL"}}
        yield had_it and known.get("shown") in least[verb]
    # 自己单位写的，一直看得到。
    if noun in {"hop", "happening", "evaluation"} and here is not None:
        yield str(known.get("author_tenant")) == str(here) and see.role(*WORKERS)
    if noun == "problem":
        petition = known.get("list_type") in {"PETITION", "HOTLINE_12345"}
        bureau = see.role("petition_bureau")
        yield verb in {"read", "oversee"} and petition and see.open_to_me and bureau
        yield verb == "screen" and petition and see.own and bureau
        yield verb == "count" and see.anywhere_below and see.role("level_administrator", *OVERSEERS)


def _climbing(see: _Sight, action: str) -> Iterator[bool]:
    """上行下行：只有一级之差，紧急抄报除外。"""
    verb = action.partition(".")[2]
    leaders = see.role("task_force", *HEADS)
    # 手上的才能上报、抄报、交办。
    yield verb in {"submit", "copy"} and see.own and see.role(*BRINGERS)
    yield verb == "hand_down" and see.own and leaders
    # 上报只到直接上级；交办只到直接下级；抄报可到本条线上的任何上级。
    yield verb == "submit_to" and see.just_above and see.role(*BRINGERS)
    yield verb == "copy_to" and see.above_me and see.role(*BRINGERS)
    yield verb in {"hand_down_to", "take_up", "rule"} and see.next_below and leaders


def _platform(see: _Sight, action: str) -> Iterator[bool]:
    near = see.own or see.next_below
    # 公开的：工作规则统一文本、规则手册、责任目录。
    yield action in {"workrule.read", "rulebook.read", "catalogue.read"}
    # 审计记录只由审计管理员看；拒绝缘由由安全管理员、本级管理员看。
    audits = action in {"audit.read", "audit.verify"}
    yield audits and near and see.role("audit_administrator")
    yield action == "refusal.read" and near and see.role(*KEEPERS)
    # 权限由来：本人可问；本级管理员、安全管理员可问本级和直接下级。
    if action == "access.explain":
        yield see.who.person is not None and see.thing.known.get("person_id") == see.who.person
    if action in {"access.explain", "access.list"}:
        yield near and see.role(*KEEPERS)
