from zhiheng.frame.registers import rooms


class StatisticsConfig(rooms.Room):
    name = "zhiheng.records.statistics"
    label = "statistics"
    verbose_name = "统计报表"
