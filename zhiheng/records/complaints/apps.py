from zhiheng.frame.registers import rooms


class ComplaintsConfig(rooms.Room):
    name = "zhiheng.records.complaints"
    label = "complaints"
    verbose_name = "投诉举报"
