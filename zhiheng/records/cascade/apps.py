from zhiheng.frame.registers import rooms


class CascadeConfig(rooms.Room):
    name = "zhiheng.records.cascade"
    label = "cascade"
    verbose_name = "目标分解"
