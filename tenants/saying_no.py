"""What somebody is told to whom the rule book says no: which rule, and what it lacks."""

from datetime import date

from policies.enforcer import Decision
from policies.explain import Explanation, explain
from policies.reach import Reach
from tenants.records import Record
from tenants.refusals import NOTHING_ALLOWS, BookSaysNo
from tenants.viewer import Viewer


def said_no(
    reach: Reach,
    viewer: Viewer,
    action: str,
    decision: Decision,
    *,
    seen: Record | None,
    today: date,
) -> BookSaysNo:
    """Gives the refusal of an act that the book does not allow.

    Given:  seen, the record as the viewer may read it; None where it is not there yet, or was read
            in another way: of such a one no rule is named but one that forbids, for what it lacks
            would tell of what the viewer does not see.
    Gives:  the rule that forbids, else the nearest that could allow, as ``explain`` chooses it, with
            what is missing, else :data:`NOTHING_ALLOWS`.
    """
    book = reach.enforcer.book
    rule, named = book.rules.get(decision.rule or ""), book.actions[action]
    doing = {"doing": named.en, "doing_zh": named.zh}
    if rule is not None:
        return BookSaysNo(action, rule.key, rule.en.rstrip("."), rule.zh.rstrip("。"), **doing)
    near = None if seen is None else _nearest(reach, viewer, action, seen, today)
    if near is None or near.rule is None:
        why, why_zh = (
            "no rule of your post allows it on this record",
            "您的职务没有任何一条规则允许对此记录这样做",
        )
        return BookSaysNo(action, NOTHING_ALLOWS, why, why_zh, **doing)
    lacks = "; ".join(one.en for one in near.missing)
    lacks_zh = "；".join(one.zh for one in near.missing)
    return BookSaysNo(
        action,
        near.rule,
        f"“{near.says.en.rstrip('.')}” comes nearest, but asks also that {lacks}",
        f"最接近的规则是“{near.says.zh.rstrip('。')}”，还缺：{lacks_zh}",
        **doing,
        missing=lacks,
        missing_zh=lacks_zh,
    )


def _nearest(
    reach: Reach, viewer: Viewer, action: str, seen: Record, today: date
) -> Explanation | None:
    """The explanation of a no; None where the record as it stands is not what was decided on."""
    noun = reach.enforcer.book.noun_of(action)
    if not {noun.column(name) for name in noun.fields} <= seen.keys():
        return None
    post = {str(viewer.post): viewer}
    told = explain(reach.enforcer, post, action=action, row=seen, today=today)
    return None if told.allowed else told
