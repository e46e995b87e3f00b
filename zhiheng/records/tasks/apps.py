from zhiheng.frame.registers import rooms


class TasksConfig(rooms.Room):
    name = "zhiheng.records.tasks"
    label = "tasks"
    verbose_name = "任务与问题"
