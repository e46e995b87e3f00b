from zhiheng.frame.registers import rooms


class GovernanceConfig(rooms.Room):
    name = "zhiheng.records.governance"
    label = "governance"
    verbose_name = "质量治理"
