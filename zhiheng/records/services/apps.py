from zhiheng.frame.registers import rooms


class ServicesConfig(rooms.Room):
    name = "zhiheng.records.services"
    label = "services"
    verbose_name = "服务质量"
