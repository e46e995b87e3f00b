from zhiheng.frame.registers import rooms


class EnforcementConfig(rooms.Room):
    name = "zhiheng.records.enforcement"
    label = "enforcement"
    verbose_name = "执法办案"
