from zhiheng.frame.registers import rooms


class BrandsConfig(rooms.Room):
    name = "zhiheng.records.brands"
    label = "brands"
    verbose_name = "品牌与奖励"
