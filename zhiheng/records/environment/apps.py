from zhiheng.frame.registers import rooms


class EnvironmentConfig(rooms.Room):
    name = "zhiheng.records.environment"
    label = "environment"
    verbose_name = "环境质量"
