from zhiheng.frame.registers import rooms


class MeetingsConfig(rooms.Room):
    name = "zhiheng.records.meetings"
    label = "meetings"
    verbose_name = "会议与议定事项"
