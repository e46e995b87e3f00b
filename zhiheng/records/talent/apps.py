from zhiheng.frame.registers import rooms


class TalentConfig(rooms.Room):
    name = "zhiheng.records.talent"
    label = "talent"
    verbose_name = "质量人才"
