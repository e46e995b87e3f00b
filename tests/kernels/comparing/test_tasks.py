"""Which clauses carry which out. The two plans here are of our own making."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhiheng.kernels.comparing import Goal, Side, Task, Verdict, compare, likeness

UPPER = (
    Task(
        "一",
        "完善标准体系",
        "围绕特色产业制定地方标准,鼓励企业参与国家标准制修订,建设标准信息平台。",
        lead=("省标准局",),
    ),
    Task(
        "二",
        "加强检验检测能力",
        "按产业布局建设检验检测中心,共享仪器设备,提升技术机构的检测水平。",
        due="2025-06",
    ),
    Task("三", "培育质量人才", "在高校开设质量课程,评选首席技师,组织职业技能竞赛。"),
    Task("四", "畅通消费维权", "健全投诉受理网络,推行先行赔付,公示处理结果。"),
)
LOWER = (
    Task("1", "制定地方标准", "以茶叶、花卉等特色产业为重点制定地方标准,支持企业参与标准制修订。", lead=("市标准局",)),
    Task("2", "建设检测中心", "建成两个检验检测中心,开放共享仪器设备,提高检测水平。", due="2026"),
    Task("3", "办好消费维权站", "在商圈设投诉受理网点,推行先行赔付。"),
    Task("4", "公示投诉处理结果", "每月公示消费投诉受理和处理结果,健全维权网络。"),
    Task("5", "修缮办公用房", "对老旧办公楼加固,更换门窗。"),
)  # fmt: skip


def test_each_task_finds_what_carries_it_out() -> None:
    found = compare(Side("上", tasks=UPPER), Side("下", tasks=LOWER))
    lines = {line.upper.key: line for line in found.tasks}
    assert [part.lower.key for part in lines["一"].parts] == ["1"]
    assert lines["一"].verdicts == (Verdict.TAKEN_OVER,)
    assert [part.lower.key for part in lines["二"].parts] == ["2"]
    assert lines["二"].verdicts == (Verdict.TAKEN_OVER, Verdict.LATER)
    assert lines["三"].verdicts == (Verdict.DROPPED,)
    assert {part.lower.key for part in lines["四"].parts} == {"3", "4"}
    assert lines["四"].verdicts[0] == Verdict.SPLIT
    assert [task.key for task in found.new_tasks] == ["5"]


def test_the_words_in_common_are_told() -> None:
    found = compare(Side("上", tasks=UPPER[:1]), Side("下", tasks=LOWER))
    assert any("地方标准" in words for words in found.tasks[0].parts[0].shared)


def test_a_lower_clause_that_names_nobody_is_noticed() -> None:
    nameless = Task("1", LOWER[0].title, LOWER[0].text)
    found = compare(Side("上", tasks=UPPER), Side("下", tasks=(nameless, *LOWER[1:])))
    assert "上级写明了责任单位，下级没有写" in found.tasks[0].reasons


def test_sides_without_text_or_tasks_say_so() -> None:
    found = compare(Side("上", tasks=(Task("一", "完善标准体系"),)), Side("下"))
    assert "上级方案没有原文，任务只按标题比较" in found.notes
    assert "下级方案没有任务条款" in found.notes
    assert "上级方案没有带数字的目标" in found.notes


def test_plain_data_holds_everything() -> None:
    plans = Side("上", (Goal("T1", "公共服务满意度", 80.0),), UPPER), Side("下", (), LOWER)
    told = compare(*plans).as_dict()
    assert told["targets"][0]["verdicts"] == ("dropped",)
    assert {line["upper"]["key"] for line in told["tasks"]} == {"一", "二", "三", "四"}
    assert told["counts"]["tasks"]["new"] == 1


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_symmetric_and_bounded(first: str, second: str) -> None:
    assert 0 <= likeness(first, second) == likeness(second, first) <= 1
    assert likeness(first, first) == 1


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=60)), max_size=6))
def test_any_tasks_are_accounted_for(texts: list[tuple[str, str]]) -> None:
    tasks = tuple(Task(str(n), title, text) for n, (title, text) in enumerate(texts))
    found = compare(Side("上", tasks=tasks), Side("下", tasks=LOWER))
    answered = {part.lower.key for line in found.tasks for part in line.parts}
    assert answered | {task.key for task in found.new_tasks} == {task.key for task in LOWER}
    assert all(0 <= part.score <= 1.0001 for line in found.tasks for part in line.parts)
