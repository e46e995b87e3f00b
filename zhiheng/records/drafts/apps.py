from zhiheng.frame.registers import rooms


class DraftsConfig(rooms.Room):
    name = "zhiheng.records.drafts"
    label = "drafts"
    verbose_name = "审读"
