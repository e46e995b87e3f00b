from zhiheng.frame.registers import rooms


class WorksConfig(rooms.Room):
    name = "zhiheng.records.works"
    label = "works"
    verbose_name = "工程质量"
