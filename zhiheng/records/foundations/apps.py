from zhiheng.frame.registers import rooms


class FoundationsConfig(rooms.Room):
    name = "zhiheng.records.foundations"
    label = "foundations"
    verbose_name = "质量基础"
