from zhiheng.frame.registers import rooms


class CreditConfig(rooms.Room):
    name = "zhiheng.records.credit"
    label = "credit"
    verbose_name = "质量信用"
