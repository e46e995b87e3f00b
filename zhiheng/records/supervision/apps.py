from zhiheng.frame.registers import rooms


class SupervisionConfig(rooms.Room):
    name = "zhiheng.records.supervision"
    label = "supervision"
    verbose_name = "产品监督"
