from zhiheng.frame.registers import rooms


class PublicityConfig(rooms.Room):
    name = "zhiheng.records.publicity"
    label = "publicity"
    verbose_name = "宣传培训"
