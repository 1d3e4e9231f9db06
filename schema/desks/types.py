"""Types of the desks over many problems."""

import strawberry

from schema.fields import read
from schema.tenants.types import Tenant


@strawberry.type(
    description="The first, the hardest and the last mile of a direct subordinate. 三个一公里。"
)
class ThreeMilesInfo:
    """The three miles of a direct subordinate."""

    tenant: Tenant = read(
        "The direct subordinate, with all below it; the viewer's own unit by itself. 直接下级（含所辖）；本单位单列一行。"
    )
    registered: int = read("First mile: what it found, registered in the period. 期内登记数。")
    discovery_known: int = read("Of those, where the day of finding is known. 发现日期已知数。")
    median_lag_days: int | None = read(
        "Days from finding to registration, median; null below five known, or unless the period is one quarter that is over. 发现到登记天数中位数（限已结束的一个季度）。"
    )
    hard_cases: int = read("Hardest mile: hard cases open now. 疑难积案数。")
    staged: int = read("Of those, of the third class. 分阶段整改数。")
    returned_twice: int = read("Of those, returned twice or more. 两次以上退回数。")
    overdue_long: int = read("Of those, overdue for thirty days or more. 逾期三十日以上数。")
    across_units: int = read("Of those, netted in as hard and across units. 多跨疑难收网数。")
    closings: int = read("Last mile: struck off in the period. 期内销号数。")
    came_back: int = read("Of those, come back since. 销号后反弹数。")
    false_closings: int = read("Of those, found never to have been solved. 虚假销号数。")
    rechecked: int = read("Looked at again in the period, with a grade. 期内回头看数。")
    graded_good: int | None = read(
        "Of those, good; of groups of five looks or more, so that no difference to other levels tells of fewer; null where there is none, or unless the period is one quarter that is over. 好（五件以上一组；限已结束的一个季度）。"
    )
    graded_fairly_good: int | None = read("Fairly good; as for good. 较好。")
    graded_ordinary: int | None = read("Ordinary; as for good. 一般。")
    graded_poor: int | None = read("Poor; as for good. 差。")


@strawberry.type(
    description="Whether a direct subordinate keeps a list of problems. 问题清单建立情况。"
)
class ProblemListCoverageInfo:
    """Whether a direct subordinate keeps a list of problems."""

    tenant: Tenant = read("The direct subordinate. 直接下级。")
    has_list: bool = read(
        "Whether it put a problem on its own list in the period, or before and still open. 是否建立清单。"
    )
    listed: int = read("How many. 在列问题数。")
    units: int = read(
        "Units below it and itself, offices left out. 所辖单位数（含本身，不含科室）。"
    )
    units_with_list: int = read("Of those, with a list. 其中已建立清单数。")
