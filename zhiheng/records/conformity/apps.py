from zhiheng.frame.registers import rooms


class ConformityConfig(rooms.Room):
    name = "zhiheng.records.conformity"
    label = "conformity"
    verbose_name = "认证与检验检测"
