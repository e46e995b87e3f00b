from zhiheng.frame.registers import rooms


class EnterprisesConfig(rooms.Room):
    name = "zhiheng.records.enterprises"
    label = "enterprises"
    verbose_name = "企业档案"

    def ready(self) -> None:
        from zhiheng.frame.registers import own
        from zhiheng.records.enterprises.names import merged_into

        own.know_mergers(merged_into)
