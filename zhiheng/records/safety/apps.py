from zhiheng.frame.registers import rooms


class SafetyConfig(rooms.Room):
    name = "zhiheng.records.safety"
    label = "safety"
    verbose_name = "质量安全"
