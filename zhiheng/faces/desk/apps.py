from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "zhiheng.faces.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        from zhiheng.faces.shell.navigation import NavItem, question, register

        register(question("desk", "desk:home", "desk.view", match=("/desk",)))
        register(
            question(
                "programmes",
                "desk:programmes",
                "programme.view",
                match=(
                    "/programmes",
                    "/drafts",
                    "/tasks",
                    "/problems",
                    "/phases",
                    "/acceptances",
                    "/meetings",
                    "/groups",
                ),
            )
        )
        register(question("indicators", "desk:indicators", "indicator.view", match=("/indicators",)))
        register(
            question(
                "registers",
                "desk:registers",
                "register.view",
                match=("/registers", "/imports", "/draws", "/surveys"),
            )
        )
        register(question("enterprises", "desk:enterprises", "enterprise.view", match=("/enterprises",)))
        register(question("assessment", "desk:rounds", "assessment.view", match=("/assessment",)))
        register(question("reports", "desk:reports", "report.view", match=("/reports",)))
        register(question("public", "desk:releases", "release.view", match=("/releases", "/open")))
        register(NavItem("trail", "留痕", "Trail", "desk:trail", 110, "trail.view", ("/trail",)))
        register(
            NavItem(
                "accounts", "账号", "Accounts", "desk:accounts", 120, "account.view", ("/accounts", "/roles")
            )
        )
