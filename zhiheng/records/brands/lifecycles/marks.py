"""How trademarks and patents are filed, granted and kept up (R-BRD-02, R-BRD-07)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

TRADEMARK = declare(
    Lifecycle(
        key="trademark",
        label="商标注册与续展",
        label_en="Trademark registration and renewal",
        states=(
            State("filed", "已申请", "Filed", "amber"),
            State("published", "初步审定公告", "Published for opposition", "amber"),
            State("registered", "已注册", "Registered", "green"),
            State("refused", "不予注册", "Refused", "red", final=True),
            State("lapsed", "期满未续展", "Lapsed", "grey", final=True),
            State("cancelled", "已撤销(无效、注销)", "Cancelled", "red", final=True),
        ),
        moves=(
            Move(
                "publish",
                "初步审定公告",
                ("filed",),
                "published",
                "register.change",
                needs=("published_on",),
                label_en="Publish",
            ),
            Move(
                "register",
                "核准注册",
                ("published",),
                "registered",
                "register.change",
                needs=(
                    "registered_on",
                    "valid_until",
                ),
                label_en="Register",
            ),
            Move(
                "renew",
                "续展",
                ("registered",),
                "registered",
                "register.change",
                needs=(
                    "renewed_on",
                    "valid_until",
                ),
                label_en="Renew",
            ),
            Move(
                "refuse",
                "不予注册",
                (
                    "filed",
                    "published",
                ),
                "refused",
                "register.change",
                reason=True,
                danger=True,
                label_en="Refuse",
            ),
            Move(
                "lapse",
                "期满未续展",
                ("registered",),
                "lapsed",
                "register.change",
                needs=("valid_until",),
                danger=True,
                label_en="Lapse",
            ),
            Move(
                "cancel",
                "撤销(无效、注销)",
                ("registered",),
                "cancelled",
                "register.change",
                reason=True,
                danger=True,
                label_en="Cancel",
            ),
        ),
        clocks=(
            Clock(
                "opposition",
                "公告异议期满",
                "published",
                (
                    "registered",
                    "refused",
                ),
                rule="trademark.time_limits.opposition",
                since="published_on",
                label_en="End of the opposition period",
            ),
        ),
    )
)

PATENT = declare(
    Lifecycle(
        key="patent",
        label="专利申请与维持",
        label_en="Patents: filing and upkeep",
        states=(
            State("filed", "已申请", "Filed", "amber"),
            State("granted", "已授权", "Granted", "green"),
            State("rejected", "驳回(撤回)", "Rejected or withdrawn", "red", final=True),
            State("lapsed", "已失效", "Lapsed", "grey", final=True),
        ),
        moves=(
            Move(
                "grant",
                "授权公告",
                ("filed",),
                "granted",
                "register.change",
                needs=(
                    "granted_on",
                    "grant_no",
                ),
                label_en="Grant",
            ),
            Move(
                "pay",
                "缴纳年费",
                ("granted",),
                "granted",
                "register.change",
                needs=("fee_until",),
                label_en="Pay the yearly fee",
            ),
            Move(
                "reject",
                "驳回(撤回)",
                ("filed",),
                "rejected",
                "register.change",
                reason=True,
                danger=True,
                label_en="Reject",
            ),
            Move(
                "lapse",
                "失效",
                ("granted",),
                "lapsed",
                "register.change",
                needs=("ends_on",),
                reason=True,
                danger=True,
                label_en="Lapse",
            ),
        ),
    )
)
