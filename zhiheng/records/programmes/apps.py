from zhiheng.frame.registers import rooms


class ProgrammesConfig(rooms.Room):
    name = "zhiheng.records.programmes"
    label = "programmes"
    verbose_name = "方案"
