import django.core.validators
import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("regions", "0001_initial"),
        ("registers", "0003_keeping"),
        ("supervision", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CompulsoryExit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("enterprise", models.CharField(max_length=120, verbose_name="企业名称")),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                ("code", models.CharField(max_length=40, verbose_name="退出编号")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("conditions", "不具备生产条件"),
                            ("still_failing", "整改后仍不合格"),
                            ("serious", "严重违法"),
                            ("unlicensed", "无证生产取缔"),
                        ],
                        max_length=14,
                        verbose_name="退出事由",
                    ),
                ),
                ("product", models.CharField(blank=True, max_length=80, verbose_name="涉及产品")),
                (
                    "source_no",
                    models.CharField(
                        blank=True,
                        help_text="检验报告、案件或许可证编号",
                        max_length=40,
                        verbose_name="来源编号",
                    ),
                ),
                ("proposed_on", models.DateField(verbose_name="提出日期")),
                ("noticed_on", models.DateField(blank=True, null=True, verbose_name="告知日期")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="决定日期")),
                ("decision_no", models.CharField(blank=True, max_length=60, verbose_name="决定书编号")),
                (
                    "form",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stopped", "责令停产"),
                            ("revoked", "吊销许可"),
                            ("closed", "关闭"),
                            ("banned", "取缔"),
                        ],
                        max_length=10,
                        verbose_name="退出方式",
                    ),
                ),
                ("execute_by", models.DateField(blank=True, null=True, verbose_name="执行期限")),
                ("executed_on", models.DateField(blank=True, null=True, verbose_name="执行日期")),
                ("verified_on", models.DateField(blank=True, null=True, verbose_name="核实日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "拟退出"),
                            ("noticed", "已告知"),
                            ("decided", "已决定"),
                            ("executed", "已执行"),
                            ("verified", "已核实"),
                            ("dropped", "不予退出"),
                        ],
                        default="proposed",
                        max_length=12,
                        verbose_name="阶段",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "强制退出",
                "verbose_name_plural": "强制退出",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="compulsory_exit_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-proposed_on"],
                        name="compulsory_exit_list",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="compulsory_exit_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ConsumerSurvey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("enterprise", models.CharField(max_length=120, verbose_name="企业名称")),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                ("survey_no", models.CharField(max_length=40, verbose_name="调查编号")),
                ("survey", models.CharField(max_length=120, verbose_name="调查名称")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("appliance", "家用电器"),
                            ("textile", "纺织服装"),
                            ("furniture", "家具装饰"),
                            ("children", "婴童老年用品"),
                            ("chemical", "日用化学品"),
                            ("leather", "鞋类皮革"),
                            ("electronics", "信息电子"),
                            ("food_contact", "食品接触产品"),
                            ("sports", "文体用品"),
                            ("craft", "特色工艺品"),
                        ],
                        max_length=14,
                        verbose_name="消费品类别",
                    ),
                ),
                ("product", models.CharField(max_length=80, verbose_name="产品名称")),
                ("key_field", models.BooleanField(default=False, verbose_name="重点领域")),
                ("brand", models.CharField(blank=True, max_length=60, verbose_name="商标")),
                ("surveyed_on", models.DateField(verbose_name="调查日期")),
                ("standard", models.CharField(blank=True, max_length=120, verbose_name="比对的国家国际标准")),
                (
                    "compared",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="比对指标项数"
                    ),
                ),
                ("consistent", models.PositiveIntegerField(verbose_name="一致指标项数")),
                ("problem", models.CharField(blank=True, max_length=300, verbose_name="发现的质量问题")),
                ("expert_body", models.CharField(blank=True, max_length=120, verbose_name="技术服务单位")),
                ("expert_posts", models.CharField(blank=True, max_length=120, verbose_name="专家岗位")),
                ("arranged_on", models.DateField(blank=True, null=True, verbose_name="安排日期")),
                ("service", models.CharField(blank=True, max_length=300, verbose_name="技术服务内容")),
                ("helped_on", models.DateField(blank=True, null=True, verbose_name="服务完成日期")),
                ("improvement", models.CharField(blank=True, max_length=300, verbose_name="改进结果")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("surveyed", "已调查"),
                            ("arranged", "已安排专家"),
                            ("improved", "已改进"),
                            ("unsolved", "未解决"),
                        ],
                        default="surveyed",
                        max_length=12,
                        verbose_name="阶段",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "消费品质量调查",
                "verbose_name_plural": "消费品质量调查",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="consumer_survey_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-surveyed_on"],
                        name="consumer_survey_list",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["credit_code"],
                        name="consumer_survey_enterprise",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("survey_no",),
                        name="consumer_survey_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DiseaseMonitoring",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("sample_no", models.CharField(max_length=40, verbose_name="监测编号")),
                ("disease", models.CharField(max_length=60, verbose_name="病种")),
                (
                    "disease_class",
                    models.CharField(
                        choices=[("one", "一类"), ("two", "二类"), ("three", "三类")],
                        max_length=6,
                        verbose_name="疫病类别",
                    ),
                ),
                (
                    "animal",
                    models.CharField(
                        choices=[
                            ("pig", "猪"),
                            ("cattle", "牛"),
                            ("sheep", "羊"),
                            ("poultry", "禽"),
                            ("fish", "水生动物"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="动物种类",
                    ),
                ),
                ("site", models.CharField(blank=True, max_length=120, verbose_name="采样场点")),
                (
                    "site_kind",
                    models.CharField(
                        choices=[
                            ("farm", "养殖场"),
                            ("household", "散养户"),
                            ("market", "交易市场"),
                            ("slaughter", "屠宰场"),
                            ("entry", "输入口岸"),
                        ],
                        default="farm",
                        max_length=12,
                        verbose_name="场点类型",
                    ),
                ),
                ("tested_on", models.DateField(verbose_name="检测日期")),
                ("samples", models.PositiveIntegerField(verbose_name="检测样品数")),
                ("positives", models.PositiveIntegerField(default=0, verbose_name="病原学阳性数")),
                ("immune_tested", models.PositiveIntegerField(default=0, verbose_name="免疫抗体检测数")),
                ("immune", models.PositiveIntegerField(default=0, verbose_name="免疫抗体合格数")),
                ("handling", models.CharField(blank=True, max_length=200, verbose_name="处置")),
                ("laboratory", models.CharField(blank=True, max_length=120, verbose_name="检测机构")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "动物疫病监测",
                "verbose_name_plural": "动物疫病监测",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="disease_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-tested_on"],
                        name="disease_list",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("sample_no",),
                        name="disease_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DrugCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("enterprise", models.CharField(max_length=120, verbose_name="企业名称")),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                ("check_no", models.CharField(max_length=40, verbose_name="检查编号")),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("maker", "药品生产企业"),
                            ("wholesaler", "药品批发企业"),
                            ("pharmacy", "零售药店"),
                            ("hospital", "医疗机构药房"),
                            ("preparation", "医疗机构制剂室"),
                            ("device", "医疗器械企业"),
                            ("health_food", "保健食品企业"),
                            ("cosmetics", "化妆品企业"),
                        ],
                        max_length=12,
                        verbose_name="检查对象",
                    ),
                ),
                (
                    "practice",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("gmp", "药品生产质量管理规范"),
                            ("gsp", "药品经营质量管理规范"),
                            ("other", "其他规定"),
                        ],
                        max_length=8,
                        verbose_name="检查依据",
                    ),
                ),
                (
                    "manner",
                    models.CharField(
                        choices=[
                            ("routine", "日常检查"),
                            ("follow_up", "跟踪检查"),
                            ("unannounced", "飞行检查"),
                            ("special", "专项检查"),
                        ],
                        default="routine",
                        max_length=12,
                        verbose_name="检查方式",
                    ),
                ),
                ("checked_on", models.DateField(verbose_name="检查日期")),
                ("critical", models.PositiveSmallIntegerField(default=0, verbose_name="严重缺陷数")),
                ("major", models.PositiveSmallIntegerField(default=0, verbose_name="主要缺陷数")),
                ("minor", models.PositiveSmallIntegerField(default=0, verbose_name="一般缺陷数")),
                ("findings", models.CharField(blank=True, max_length=300, verbose_name="发现问题")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("good", "符合"),
                            ("mended", "当场改正"),
                            ("ordered", "责令改正"),
                            ("case", "移送立案"),
                        ],
                        max_length=8,
                        verbose_name="处理",
                    ),
                ),
                ("rectify_by", models.DateField(blank=True, null=True, verbose_name="改正期限")),
                ("rectified_on", models.DateField(blank=True, null=True, verbose_name="改正日期")),
                ("officer_post", models.CharField(blank=True, max_length=60, verbose_name="检查岗位")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "药品日常监管",
                "verbose_name_plural": "药品日常监管",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="drug_check_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-checked_on"],
                        name="drug_check_list",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["credit_code"],
                        name="drug_check_enterprise",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("check_no",),
                        name="drug_check_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="EntryScreening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("enterprise", models.CharField(max_length=120, verbose_name="企业名称")),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                ("code", models.CharField(max_length=40, verbose_name="审查编号")),
                ("project", models.CharField(max_length=120, verbose_name="项目或产品")),
                ("industry", models.CharField(blank=True, max_length=5, verbose_name="行业代码")),
                (
                    "policy_class",
                    models.CharField(
                        choices=[
                            ("encouraged", "鼓励类"),
                            ("allowed", "允许类"),
                            ("restricted", "限制类"),
                            ("eliminated", "淘汰类"),
                        ],
                        max_length=12,
                        verbose_name="产业政策类别",
                    ),
                ),
                (
                    "catalogue",
                    models.CharField(blank=True, max_length=120, verbose_name="对照的产业政策目录"),
                ),
                ("high_energy", models.BooleanField(default=False, verbose_name="高耗能")),
                ("high_emission", models.BooleanField(default=False, verbose_name="高排放")),
                ("high_pollution", models.BooleanField(default=False, verbose_name="高污染")),
                (
                    "energy",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="吨标煤",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="年综合能耗",
                    ),
                ),
                ("screened_on", models.DateField(verbose_name="审查日期")),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("admitted", "准予"),
                            ("conditional", "附条件准予"),
                            ("refused", "不予准入"),
                            ("pending", "暂缓"),
                        ],
                        max_length=12,
                        verbose_name="审查决定",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="决定理由")),
                ("authority", models.CharField(blank=True, max_length=120, verbose_name="审查机关")),
                ("document_no", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "市场准入审查",
                "verbose_name_plural": "市场准入审查",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="entry_screening_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-screened_on"],
                        name="entry_screening_list",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["credit_code"],
                        name="entry_screening_enterprise",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="entry_screening_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="FailedResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("enterprise", models.CharField(max_length=120, verbose_name="企业名称")),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                ("report_no", models.CharField(max_length=40, verbose_name="检验报告编号")),
                (
                    "sector",
                    models.CharField(
                        choices=[
                            ("industrial", "工业产品"),
                            ("food", "食品"),
                            ("consumer", "消费品"),
                            ("farm_input", "农资"),
                            ("drug", "药品"),
                            ("coal", "煤炭"),
                            ("fuel", "车用油品"),
                            ("export", "出口商品"),
                        ],
                        max_length=12,
                        verbose_name="产品领域",
                    ),
                ),
                ("product", models.CharField(max_length=80, verbose_name="产品名称")),
                ("failed_items", models.CharField(blank=True, max_length=200, verbose_name="不合格项目")),
                ("reported_on", models.DateField(verbose_name="收到报告日期")),
                ("noticed_on", models.DateField(blank=True, null=True, verbose_name="告知送达日期")),
                ("objected_on", models.DateField(blank=True, null=True, verbose_name="异议或复检申请日期")),
                ("retested_on", models.DateField(blank=True, null=True, verbose_name="复检完成日期")),
                ("ordered_on", models.DateField(blank=True, null=True, verbose_name="责令改正日期")),
                ("measures", models.CharField(blank=True, max_length=300, verbose_name="整改措施")),
                ("rectified_on", models.DateField(blank=True, null=True, verbose_name="整改完成日期")),
                ("rechecked_on", models.DateField(blank=True, null=True, verbose_name="复查日期")),
                ("announced_on", models.DateField(blank=True, null=True, verbose_name="公告日期")),
                ("second_recheck_on", models.DateField(blank=True, null=True, verbose_name="再次复查日期")),
                ("case_no", models.CharField(blank=True, max_length=40, verbose_name="案件编号")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "已收报告"),
                            ("noticed", "已告知"),
                            ("objected", "复检中"),
                            ("upheld", "复检维持"),
                            ("cleared", "复检改判合格"),
                            ("ordered", "责令改正"),
                            ("rectified", "待复查"),
                            ("announced", "复查不合格已公告"),
                            ("closed", "复查合格结案"),
                            ("exited", "转强制退出"),
                            ("case", "已立案"),
                        ],
                        default="received",
                        max_length=12,
                        verbose_name="处理阶段",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "不合格后处理",
                "verbose_name_plural": "不合格后处理",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="failed_result_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-reported_on"],
                        name="failed_result_list",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["credit_code"],
                        name="failed_result_enterprise",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("report_no",),
                        name="failed_result_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="FarmInputCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("enterprise", models.CharField(max_length=120, verbose_name="企业名称")),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                ("check_no", models.CharField(max_length=40, verbose_name="检查编号")),
                (
                    "goods",
                    models.CharField(
                        choices=[
                            ("pesticide", "农药"),
                            ("fertiliser", "肥料"),
                            ("seed", "种子"),
                            ("veterinary", "兽药"),
                            ("feed", "饲料"),
                            ("film", "农膜"),
                            ("machinery", "农机具"),
                        ],
                        max_length=12,
                        verbose_name="农资类别",
                    ),
                ),
                ("checked_on", models.DateField(verbose_name="检查日期")),
                ("licensed", models.BooleanField(blank=True, null=True, verbose_name="经营许可有效")),
                ("ledger_kept", models.BooleanField(blank=True, null=True, verbose_name="购销台账完整")),
                ("banned_found", models.BooleanField(default=False, verbose_name="发现禁限用高毒农药")),
                ("banned_names", models.CharField(blank=True, max_length=120, verbose_name="禁限用品名称")),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="千克",
                        max_digits=12,
                        null=True,
                        verbose_name="查扣数量",
                    ),
                ),
                ("findings", models.CharField(blank=True, max_length=300, verbose_name="发现问题")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("good", "符合"),
                            ("mended", "当场改正"),
                            ("ordered", "责令改正"),
                            ("case", "移送立案"),
                        ],
                        max_length=8,
                        verbose_name="处理",
                    ),
                ),
                ("officer_post", models.CharField(blank=True, max_length=60, verbose_name="检查岗位")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "农资监督检查",
                "verbose_name_plural": "农资监督检查",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="farm_input_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-checked_on"],
                        name="farm_input_list",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["credit_code"],
                        name="farm_input_enterprise",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("check_no",),
                        name="farm_input_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Filing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("enterprise", models.CharField(max_length=120, verbose_name="企业名称")),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                ("filing_no", models.CharField(max_length=60, verbose_name="备案注册编号")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("record", "注册备案"),
                            ("export_food", "出口食品生产企业备案"),
                            ("export_base", "出口种植养殖基地备案"),
                            ("foreign_hygiene", "国外卫生注册"),
                            ("reach", "REACH 注册"),
                            ("fda", "美国 FDA 注册"),
                            ("ce", "CE 符合性声明"),
                            ("other", "其他"),
                        ],
                        max_length=16,
                        verbose_name="备案注册种类",
                    ),
                ),
                ("product", models.CharField(blank=True, max_length=120, verbose_name="产品")),
                ("country", models.CharField(blank=True, max_length=40, verbose_name="注册国别地区")),
                ("authority", models.CharField(blank=True, max_length=120, verbose_name="备案注册机构")),
                ("filed_on", models.DateField(verbose_name="备案注册日期")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="有效期至")),
                ("cancelled_on", models.DateField(blank=True, null=True, verbose_name="注销日期")),
                ("remark", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "备案与国外注册",
                "verbose_name_plural": "备案与国外注册",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="filing_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-filed_on"],
                        name="filing_list",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["credit_code"],
                        name="filing_enterprise",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("filing_no",),
                        name="filing_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="FoodCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                ("check_no", models.CharField(max_length=40, verbose_name="检查编号")),
                ("premises_code", models.CharField(blank=True, max_length=40, verbose_name="监管编号")),
                ("enterprise", models.CharField(max_length=120, verbose_name="单位名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("factory", "食品生产企业"),
                            ("workshop", "食品小作坊"),
                            ("additive", "食品添加剂生产"),
                            ("seller", "食品销售"),
                            ("shop", "小经营店"),
                            ("stall", "小摊点"),
                            ("restaurant", "餐饮服务"),
                            ("canteen", "集体食堂"),
                        ],
                        max_length=12,
                        verbose_name="业态",
                    ),
                ),
                ("checked_on", models.DateField(verbose_name="检查日期")),
                ("incoming_ok", models.BooleanField(blank=True, null=True, verbose_name="进货查验合规")),
                ("sales_ok", models.BooleanField(blank=True, null=True, verbose_name="销售记录合规")),
                ("additives_ok", models.BooleanField(blank=True, null=True, verbose_name="添加剂使用合规")),
                ("hygiene_ok", models.BooleanField(blank=True, null=True, verbose_name="环境卫生合规")),
                (
                    "hygiene",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("a", "A 级(优秀)"),
                            ("b", "B 级(良好)"),
                            ("c", "C 级(一般)"),
                            ("d", "D 级(较差)"),
                        ],
                        max_length=1,
                        verbose_name="量化等级",
                    ),
                ),
                ("findings", models.CharField(blank=True, max_length=300, verbose_name="发现问题")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("good", "符合"),
                            ("mended", "当场改正"),
                            ("ordered", "责令改正"),
                            ("case", "移送立案"),
                        ],
                        max_length=8,
                        verbose_name="处理",
                    ),
                ),
                ("rectify_by", models.DateField(blank=True, null=True, verbose_name="改正期限")),
                ("rectified_on", models.DateField(blank=True, null=True, verbose_name="改正日期")),
                ("officer_post", models.CharField(blank=True, max_length=60, verbose_name="检查岗位")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "食品监督检查",
                "verbose_name_plural": "食品监督检查",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="food_check_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-checked_on"],
                        name="food_check_list",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["credit_code"],
                        name="food_check_enterprise",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("check_no",),
                        name="food_check_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="FoodPremises",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                ("code", models.CharField(max_length=40, verbose_name="监管编号")),
                ("enterprise", models.CharField(max_length=120, verbose_name="单位名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("factory", "食品生产企业"),
                            ("workshop", "食品小作坊"),
                            ("additive", "食品添加剂生产"),
                            ("seller", "食品销售"),
                            ("shop", "小经营店"),
                            ("stall", "小摊点"),
                            ("restaurant", "餐饮服务"),
                            ("canteen", "集体食堂"),
                        ],
                        max_length=12,
                        verbose_name="业态",
                    ),
                ),
                ("foods", models.CharField(blank=True, max_length=120, verbose_name="经营品种")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="经营地址")),
                (
                    "permit_no",
                    models.CharField(
                        blank=True, help_text="未取得的留空", max_length=40, verbose_name="许可或登记编号"
                    ),
                ),
                ("opened_on", models.DateField(verbose_name="纳入监管日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="停业日期")),
                (
                    "hygiene",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("a", "A 级(优秀)"),
                            ("b", "B 级(良好)"),
                            ("c", "C 级(一般)"),
                            ("d", "D 级(较差)"),
                        ],
                        max_length=1,
                        verbose_name="量化等级",
                    ),
                ),
                ("graded_on", models.DateField(blank=True, null=True, verbose_name="等级评定日期")),
                ("grade_until", models.DateField(blank=True, null=True, verbose_name="等级有效期至")),
                ("grid_code", models.CharField(blank=True, max_length=40, verbose_name="所属网格")),
                ("officer_post", models.CharField(blank=True, max_length=60, verbose_name="监管责任岗位")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "食品经营主体",
                "verbose_name_plural": "食品经营主体",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="food_premises_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-opened_on"],
                        name="food_premises_list",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["credit_code"],
                        name="food_premises_enterprise",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="food_premises_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="GridCell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("code", models.CharField(max_length=40, verbose_name="网格编号")),
                ("name", models.CharField(max_length=80, verbose_name="网格名称")),
                (
                    "link",
                    models.CharField(
                        choices=[
                            ("production", "生产"),
                            ("circulation", "流通"),
                            ("catering", "餐饮"),
                            ("import_export", "进出口"),
                        ],
                        max_length=14,
                        verbose_name="监管环节",
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("urban", "城区"),
                            ("fringe", "城乡结合部"),
                            ("rural", "农村"),
                            ("park", "园区"),
                            ("port", "口岸"),
                        ],
                        max_length=10,
                        verbose_name="区域类型",
                    ),
                ),
                ("rural_market", models.BooleanField(default=False, verbose_name="农村集贸市场")),
                ("officer_post", models.CharField(max_length=60, verbose_name="监管责任岗位")),
                ("officer", models.CharField(blank=True, max_length=40, verbose_name="监管责任人")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="联系电话")),
                ("subjects", models.PositiveIntegerField(default=0, verbose_name="监管对象数")),
                ("valid_from", models.DateField(verbose_name="设立日期")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "监管网格",
                "verbose_name_plural": "监管网格",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="grid_cell_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-valid_from"],
                        name="grid_cell_list",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="grid_cell_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="HazardousChemical",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("enterprise", models.CharField(max_length=120, verbose_name="企业名称")),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                ("code", models.CharField(max_length=40, verbose_name="登记编号")),
                (
                    "activity",
                    models.CharField(
                        choices=[
                            ("make", "生产"),
                            ("trade", "经营"),
                            ("use", "使用"),
                            ("store", "储存"),
                            ("pack", "包装容器生产"),
                            ("move", "运输"),
                        ],
                        max_length=10,
                        verbose_name="活动",
                    ),
                ),
                ("chemical", models.CharField(max_length=80, verbose_name="化学品名称")),
                ("cas_no", models.CharField(blank=True, max_length=12, verbose_name="CAS 号")),
                (
                    "capacity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="吨",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="年能力",
                    ),
                ),
                (
                    "major_hazard",
                    models.CharField(
                        blank=True,
                        choices=[("one", "一级"), ("two", "二级"), ("three", "三级"), ("four", "四级")],
                        max_length=6,
                        verbose_name="重大危险源级别",
                    ),
                ),
                ("certificate_no", models.CharField(blank=True, max_length=40, verbose_name="许可证编号")),
                ("issued_on", models.DateField(verbose_name="登记日期")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="有效期至")),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="最近检查日期")),
                ("findings", models.CharField(blank=True, max_length=300, verbose_name="发现问题")),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="下次检查日期")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "危险化学品",
                "verbose_name_plural": "危险化学品",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="hazardous_chemical_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-issued_on"],
                        name="hazardous_chemical_list",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["credit_code"],
                        name="hazardous_chemical_enterprise",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="hazardous_chemical_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="KeyObject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("code", models.CharField(max_length=40, verbose_name="目录编号")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("product", "重点产品"),
                            ("sector", "重点行业"),
                            ("area", "重点区域"),
                            ("market", "重点市场"),
                        ],
                        max_length=10,
                        verbose_name="对象类型",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
                (
                    "sector",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("industrial", "工业产品"),
                            ("food", "食品"),
                            ("consumer", "消费品"),
                            ("farm_input", "农资"),
                            ("drug", "药品"),
                            ("coal", "煤炭"),
                            ("fuel", "车用油品"),
                            ("export", "出口商品"),
                        ],
                        max_length=12,
                        verbose_name="产品领域",
                    ),
                ),
                ("industry", models.CharField(blank=True, max_length=5, verbose_name="行业代码")),
                (
                    "risk",
                    models.CharField(
                        choices=[("low", "低"), ("medium", "中"), ("high", "高")],
                        max_length=8,
                        verbose_name="风险等级",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="列入理由")),
                ("listed_on", models.DateField(verbose_name="列入日期")),
                ("review_by", models.DateField(help_text="到期重新评估是否保留", verbose_name="复审日期")),
                ("removed_on", models.DateField(blank=True, null=True, verbose_name="移出日期")),
                ("removed_reason", models.CharField(blank=True, max_length=200, verbose_name="移出理由")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "重点监管目录",
                "verbose_name_plural": "重点监管目录",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="key_object_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-listed_on"],
                        name="key_object_list",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="key_object_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="MakingSupervision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                ("code", models.CharField(max_length=40, verbose_name="监理编号")),
                ("project", models.CharField(max_length=120, verbose_name="工程项目")),
                ("equipment", models.CharField(max_length=120, verbose_name="重大设备")),
                ("enterprise", models.CharField(max_length=120, verbose_name="制造单位")),
                ("supervisor", models.CharField(max_length=120, verbose_name="监理单位")),
                (
                    "certificate_no",
                    models.CharField(blank=True, max_length=40, verbose_name="监理单位证书编号"),
                ),
                ("certificate_until", models.DateField(blank=True, null=True, verbose_name="证书有效期至")),
                ("began_on", models.DateField(verbose_name="监理开始日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="监理结束日期")),
                ("witnessed", models.PositiveIntegerField(default=0, verbose_name="见证点数")),
                ("nonconforming", models.PositiveIntegerField(default=0, verbose_name="不符合项数")),
                ("closed", models.PositiveIntegerField(default=0, verbose_name="已关闭不符合项数")),
                ("findings", models.CharField(blank=True, max_length=300, verbose_name="主要问题")),
                (
                    "conclusion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "同意放行"),
                            ("conditional", "有条件放行"),
                            ("rejected", "不予放行"),
                        ],
                        max_length=12,
                        verbose_name="监理结论",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "设备监理",
                "verbose_name_plural": "设备监理",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="making_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-began_on"],
                        name="making_list",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["credit_code"],
                        name="making_enterprise",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="making_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="OnlineGoods",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                ("code", models.CharField(max_length=40, verbose_name="监测编号")),
                ("platform", models.CharField(max_length=80, verbose_name="网络平台")),
                ("shop", models.CharField(max_length=120, verbose_name="店铺名称")),
                ("enterprise", models.CharField(blank=True, max_length=120, verbose_name="标称生产者")),
                ("product", models.CharField(max_length=120, verbose_name="商品名称")),
                ("link", models.URLField(blank=True, max_length=300, verbose_name="商品网址")),
                ("seen_on", models.DateField(verbose_name="监测日期")),
                ("signal", models.CharField(max_length=200, verbose_name="风险信号")),
                ("sampled_on", models.DateField(blank=True, null=True, verbose_name="网上抽样日期")),
                ("report_no", models.CharField(blank=True, max_length=40, verbose_name="检验报告编号")),
                ("source_place", models.CharField(blank=True, max_length=120, verbose_name="源头所在地")),
                ("traced_on", models.DateField(blank=True, null=True, verbose_name="追溯日期")),
                ("handed_to", models.CharField(blank=True, max_length=120, verbose_name="移交单位")),
                ("handed_on", models.DateField(blank=True, null=True, verbose_name="移交日期")),
                ("handled_on", models.DateField(blank=True, null=True, verbose_name="查处反馈日期")),
                ("handling", models.CharField(blank=True, max_length=200, verbose_name="查处结果")),
                ("credited_on", models.DateField(blank=True, null=True, verbose_name="记入信用日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("seen", "监测发现"),
                            ("sampled", "网上抽样"),
                            ("traced", "源头追溯"),
                            ("handed", "已移交属地"),
                            ("handled", "属地已查处"),
                            ("credited", "已记入信用"),
                            ("dismissed", "未发现问题"),
                        ],
                        default="seen",
                        max_length=12,
                        verbose_name="环节",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "网售商品监管",
                "verbose_name_plural": "网售商品监管",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="online_goods_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-seen_on"],
                        name="online_goods_list",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="online_goods_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Permit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("enterprise", models.CharField(max_length=120, verbose_name="企业名称")),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                ("application_no", models.CharField(max_length=40, verbose_name="申请编号")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("industrial", "工业产品生产许可证"),
                            ("food_production", "食品生产许可证"),
                            ("food_additive", "食品添加剂生产许可证"),
                            ("food_business", "食品经营许可证"),
                            ("food_workshop", "食品小作坊登记证"),
                            ("ccc", "强制性产品认证证书"),
                            ("special_equipment", "特种设备生产许可证"),
                            ("hazardous", "危险化学品安全许可证"),
                            ("drug_production", "药品生产许可证"),
                            ("drug_business", "药品经营许可证"),
                            ("slaughter", "生猪定点屠宰证"),
                        ],
                        max_length=18,
                        verbose_name="许可种类",
                    ),
                ),
                ("product", models.CharField(max_length=120, verbose_name="产品或经营项目")),
                (
                    "product_unit",
                    models.CharField(blank=True, max_length=40, verbose_name="产品单元或类别编号"),
                ),
                ("site", models.CharField(blank=True, max_length=200, verbose_name="生产经营地址")),
                ("authority", models.CharField(blank=True, max_length=120, verbose_name="许可机关")),
                ("applied_on", models.DateField(blank=True, null=True, verbose_name="申请日期")),
                ("accepted_on", models.DateField(blank=True, null=True, verbose_name="受理日期")),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="审查日期")),
                ("review", models.CharField(blank=True, max_length=200, verbose_name="审查结论")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="决定日期")),
                ("permit_no", models.CharField(blank=True, max_length=40, verbose_name="证书编号")),
                ("granted_on", models.DateField(blank=True, null=True, verbose_name="发证日期")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="有效期至")),
                ("changed_on", models.DateField(blank=True, null=True, verbose_name="变更日期")),
                ("change_note", models.CharField(blank=True, max_length=200, verbose_name="变更内容")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="撤销注销日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applied", "已申请"),
                            ("accepted", "已受理"),
                            ("reviewed", "已审查"),
                            ("approved", "准予许可"),
                            ("valid", "有效"),
                            ("suspended", "暂停"),
                            ("rejected", "不予受理"),
                            ("refused", "不予许可"),
                            ("revoked", "已撤销吊销"),
                            ("cancelled", "已注销"),
                        ],
                        default="applied",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "许可与强制性认证",
                "verbose_name_plural": "许可与强制性认证",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="permit_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-granted_on"],
                        name="permit_list",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["credit_code"],
                        name="permit_enterprise",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("application_no",),
                        name="permit_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PermitGap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("enterprise", models.CharField(max_length=120, verbose_name="企业名称")),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                ("code", models.CharField(max_length=40, verbose_name="缺口编号")),
                (
                    "needs",
                    models.CharField(
                        choices=[
                            ("food", "食品生产许可"),
                            ("workshop", "小作坊登记"),
                            ("industrial", "工业产品生产许可"),
                            ("ccc", "强制性产品认证"),
                            ("safety", "生产许可或强制性认证"),
                        ],
                        max_length=10,
                        verbose_name="应取得",
                    ),
                ),
                ("product", models.CharField(blank=True, max_length=120, verbose_name="产品")),
                ("found_on", models.DateField(verbose_name="发现日期")),
                (
                    "found_by",
                    models.CharField(
                        choices=[
                            ("matching", "名录比对"),
                            ("inspection", "监督检查"),
                            ("report", "投诉举报"),
                            ("other", "其他"),
                        ],
                        default="inspection",
                        max_length=10,
                        verbose_name="发现方式",
                    ),
                ),
                ("ordered_on", models.DateField(blank=True, null=True, verbose_name="责令办理日期")),
                ("get_by", models.DateField(blank=True, null=True, verbose_name="办理期限")),
                ("permit_no", models.CharField(blank=True, max_length=40, verbose_name="取得的证书编号")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="了结日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("found", "已发现"),
                            ("assigned", "已交办"),
                            ("ordered", "责令办理"),
                            ("covered", "已取得"),
                            ("ousted", "转取缔退出"),
                            ("mistaken", "不属应取得"),
                        ],
                        default="found",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "许可缺口",
                "verbose_name_plural": "许可缺口",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="permit_gap_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-found_on"],
                        name="permit_gap_list",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["credit_code"],
                        name="permit_gap_enterprise",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="permit_gap_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PhaseOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("enterprise", models.CharField(max_length=120, verbose_name="企业名称")),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                ("code", models.CharField(max_length=40, verbose_name="淘汰编号")),
                ("industry", models.CharField(blank=True, max_length=5, verbose_name="行业代码")),
                ("process", models.CharField(max_length=120, verbose_name="落后工艺或装备")),
                (
                    "capacity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="淘汰产能",
                    ),
                ),
                ("capacity_unit", models.CharField(blank=True, max_length=20, verbose_name="产能单位")),
                ("basis", models.CharField(blank=True, max_length=120, verbose_name="淘汰依据")),
                ("listed_on", models.DateField(verbose_name="列入名单日期")),
                ("planned_on", models.DateField(verbose_name="计划关停日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="实际关停日期")),
                ("verified_on", models.DateField(blank=True, null=True, verbose_name="验收日期")),
                ("verifier", models.CharField(blank=True, max_length=120, verbose_name="验收单位")),
                ("verification", models.CharField(blank=True, max_length=200, verbose_name="验收意见")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "落后产能淘汰",
                "verbose_name_plural": "落后产能淘汰",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="phase_out_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-planned_on"],
                        name="phase_out_list",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["credit_code"],
                        name="phase_out_enterprise",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="phase_out_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PlanChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("code", models.CharField(max_length=40, verbose_name="调整编号")),
                ("plan_no", models.CharField(max_length=40, verbose_name="计划编号")),
                (
                    "aspect",
                    models.CharField(
                        choices=[
                            ("scope", "产品范围"),
                            ("frequency", "抽查频次"),
                            ("batches", "批次数"),
                            ("kind", "抽查类别"),
                            ("stage", "抽样环节"),
                            ("stopped", "停止执行"),
                        ],
                        max_length=10,
                        verbose_name="调整内容",
                    ),
                ),
                ("before", models.CharField(blank=True, max_length=200, verbose_name="调整前")),
                ("after", models.CharField(max_length=200, verbose_name="调整后")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("failing", "合格率下降"),
                            ("steady", "质量稳定"),
                            ("complaints", "投诉举报"),
                            ("warning", "风险预警"),
                            ("incident", "质量安全事件"),
                            ("catalogue", "重点目录调整"),
                            ("higher", "上级部署"),
                        ],
                        max_length=12,
                        verbose_name="调整依据",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="调整理由")),
                ("changed_on", models.DateField(verbose_name="调整日期")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "抽查计划调整",
                "verbose_name_plural": "抽查计划调整",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="plan_change_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-changed_on"],
                        name="plan_change_list",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="plan_change_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="SamplingPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("plan_no", models.CharField(max_length=40, verbose_name="计划编号")),
                ("name", models.CharField(max_length=120, verbose_name="计划名称")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1990)], verbose_name="年度"
                    ),
                ),
                (
                    "plan_kind",
                    models.CharField(
                        choices=[
                            ("sampling", "监督抽查"),
                            ("periodic", "定期监督检验"),
                            ("inspection", "监督检查"),
                        ],
                        default="sampling",
                        max_length=12,
                        verbose_name="计划类型",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("national", "国家"),
                            ("provincial", "省级"),
                            ("prefecture", "市级"),
                            ("county", "县级"),
                        ],
                        max_length=12,
                        verbose_name="抽查级别",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("supervision", "监督抽查"),
                            ("special", "专项抽查"),
                            ("risk", "风险监测"),
                            ("evaluation", "评价性抽验"),
                            ("statistical", "统计抽样"),
                        ],
                        default="supervision",
                        max_length=12,
                        verbose_name="抽查类别",
                    ),
                ),
                (
                    "legal_basis",
                    models.CharField(
                        choices=[
                            ("product", "产品质量法"),
                            ("food", "食品安全法"),
                            ("farm", "农产品质量安全法"),
                            ("drug", "药品管理法"),
                            ("inspection", "进出口商品检验法"),
                            ("air", "大气污染防治法"),
                            ("statistics", "统计法"),
                        ],
                        max_length=12,
                        verbose_name="法定依据",
                    ),
                ),
                (
                    "sector",
                    models.CharField(
                        choices=[
                            ("industrial", "工业产品"),
                            ("food", "食品"),
                            ("consumer", "消费品"),
                            ("farm_input", "农资"),
                            ("drug", "药品"),
                            ("coal", "煤炭"),
                            ("fuel", "车用油品"),
                            ("export", "出口商品"),
                        ],
                        max_length=12,
                        verbose_name="产品领域",
                    ),
                ),
                ("products", models.CharField(max_length=200, verbose_name="产品范围")),
                (
                    "key_code",
                    models.CharField(
                        blank=True,
                        help_text="据哪一条重点目录安排",
                        max_length=40,
                        verbose_name="重点目录编号",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("production", "生产"),
                            ("circulation", "流通"),
                            ("catering", "餐饮"),
                            ("port", "口岸"),
                            ("online", "网络销售"),
                        ],
                        default="production",
                        max_length=12,
                        verbose_name="抽样环节",
                    ),
                ),
                (
                    "selection",
                    models.CharField(
                        choices=[("random", "随机"), ("targeted", "风险导向")],
                        default="random",
                        max_length=10,
                        verbose_name="抽样方式",
                    ),
                ),
                ("batches", models.PositiveIntegerField(verbose_name="计划批次")),
                (
                    "times",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="年内次数",
                    ),
                ),
                ("issued_on", models.DateField(verbose_name="下达日期")),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(verbose_name="完成期限")),
                ("finished_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                ("done", models.PositiveIntegerField(blank=True, null=True, verbose_name="完成批次")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "抽查计划",
                "verbose_name_plural": "抽查计划",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="sampling_plan_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-issued_on"],
                        name="sampling_plan_list",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("plan_no",),
                        name="sampling_plan_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ServiceOuster",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("code", models.CharField(max_length=40, verbose_name="追究编号")),
                ("enterprise", models.CharField(max_length=120, verbose_name="服务提供者")),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                (
                    "trade",
                    models.CharField(
                        choices=[
                            ("finance", "金融"),
                            ("transport", "交通运输"),
                            ("tourism", "旅游"),
                            ("medical", "医疗"),
                            ("education", "教育"),
                            ("property", "物业"),
                            ("catering", "餐饮住宿"),
                            ("telecom", "邮政通信"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="服务领域",
                    ),
                ),
                ("event", models.CharField(max_length=200, verbose_name="事由")),
                ("happened_on", models.DateField(verbose_name="发生日期")),
                ("injured", models.PositiveIntegerField(blank=True, null=True, verbose_name="伤亡人数")),
                (
                    "loss",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="万元",
                        max_digits=14,
                        null=True,
                        verbose_name="财产损失",
                    ),
                ),
                ("finding", models.CharField(blank=True, max_length=200, verbose_name="责任认定")),
                ("found_on", models.DateField(blank=True, null=True, verbose_name="认定日期")),
                ("decision_no", models.CharField(blank=True, max_length=60, verbose_name="决定书编号")),
                ("ordered_on", models.DateField(blank=True, null=True, verbose_name="责令退出日期")),
                ("barred_until", models.DateField(blank=True, null=True, verbose_name="禁入期限")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="退出日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reported", "已立项"),
                            ("found", "责任已认定"),
                            ("ordered", "责令退出"),
                            ("left", "已退出"),
                            ("ended", "禁入期满"),
                            ("dropped", "不予追究"),
                        ],
                        default="reported",
                        max_length=12,
                        verbose_name="阶段",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "服务领域退出",
                "verbose_name_plural": "服务领域退出",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="service_ouster_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-happened_on"],
                        name="service_ouster_list",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="service_ouster_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="SlaughterReturn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                (
                    "period",
                    models.CharField(
                        help_text="如 2016、2016H1、2016Q2、2016-03", max_length=7, verbose_name="期别"
                    ),
                ),
                ("ended_on", models.DateField(editable=False, verbose_name="期末日期")),
                ("site_code", models.CharField(max_length=40, verbose_name="屠宰场点代码")),
                ("enterprise", models.CharField(max_length=120, verbose_name="屠宰场点名称")),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                (
                    "designated",
                    models.BooleanField(default=True, help_text="持有定点屠宰证", verbose_name="定点屠宰"),
                ),
                (
                    "animal",
                    models.CharField(
                        choices=[
                            ("pig", "猪"),
                            ("cattle", "牛"),
                            ("sheep", "羊"),
                            ("poultry", "禽"),
                            ("fish", "水生动物"),
                            ("other", "其他"),
                        ],
                        default="pig",
                        max_length=10,
                        verbose_name="动物种类",
                    ),
                ),
                ("slaughtered", models.PositiveIntegerField(verbose_name="屠宰头数")),
                ("quarantined", models.PositiveIntegerField(verbose_name="检疫合格头数")),
                ("condemned", models.PositiveIntegerField(default=0, verbose_name="检出病害头数")),
                ("destroyed", models.PositiveIntegerField(default=0, verbose_name="无害化处理头数")),
                (
                    "tested",
                    models.PositiveIntegerField(
                        default=0, help_text="瘦肉精等快速检测", verbose_name="违禁物质抽检头数"
                    ),
                ),
                ("residues", models.PositiveIntegerField(default=0, verbose_name="违禁物质检出头数")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "屠宰检疫月报",
                "verbose_name_plural": "屠宰检疫月报",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="slaughter_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-ended_on"],
                        name="slaughter_list",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["credit_code"],
                        name="slaughter_enterprise",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("site_code", "animal", "period"),
                        name="slaughter_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="SpecialEquipment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                ("certificate_no", models.CharField(max_length=40, verbose_name="使用登记证编号")),
                ("enterprise", models.CharField(max_length=120, verbose_name="使用单位")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("boiler", "锅炉"),
                            ("vessel", "压力容器"),
                            ("piping", "压力管道"),
                            ("lift", "电梯"),
                            ("crane", "起重机械"),
                            ("ropeway", "客运索道"),
                            ("ride", "大型游乐设施"),
                            ("vehicle", "场(厂)内专用机动车辆"),
                        ],
                        max_length=10,
                        verbose_name="设备种类",
                    ),
                ),
                ("equipment_code", models.CharField(blank=True, max_length=40, verbose_name="设备代码")),
                ("maker", models.CharField(blank=True, max_length=120, verbose_name="制造单位")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="使用地点")),
                ("public_place", models.BooleanField(default=False, verbose_name="公众聚集场所")),
                ("registered_on", models.DateField(verbose_name="登记日期")),
                ("scrapped_on", models.DateField(blank=True, null=True, verbose_name="报废注销日期")),
                ("inspected_on", models.DateField(blank=True, null=True, verbose_name="最近检验日期")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("qualified", "合格"), ("unqualified", "不合格"), ("pending", "未判定")],
                        max_length=12,
                        verbose_name="检验结论",
                    ),
                ),
                ("findings", models.CharField(blank=True, max_length=300, verbose_name="发现问题")),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="下次检验日期")),
                ("inspector", models.CharField(blank=True, max_length=120, verbose_name="检验机构")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "特种设备",
                "verbose_name_plural": "特种设备",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="special_equipment_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-registered_on"],
                        name="special_equipment_list",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["credit_code"],
                        name="special_equipment_enterprise",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("certificate_no",),
                        name="special_equipment_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="SupervisionClass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("enterprise", models.CharField(max_length=120, verbose_name="企业名称")),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                (
                    "trade",
                    models.CharField(
                        choices=[
                            ("industrial", "工业产品"),
                            ("food", "食品"),
                            ("consumer", "消费品"),
                            ("farm_input", "农资"),
                            ("drug", "药品"),
                            ("coal", "煤炭"),
                            ("fuel", "车用油品"),
                            ("export", "出口商品"),
                        ],
                        max_length=12,
                        verbose_name="监管领域",
                    ),
                ),
                (
                    "risk_points",
                    models.PositiveSmallIntegerField(
                        help_text="0 至 70，越高风险越大",
                        validators=[django.core.validators.MaxValueValidator(70)],
                        verbose_name="风险分",
                    ),
                ),
                (
                    "credit_points",
                    models.PositiveSmallIntegerField(
                        help_text="0 至 30，越高信用越差",
                        validators=[django.core.validators.MaxValueValidator(30)],
                        verbose_name="信用分",
                    ),
                ),
                (
                    "grade",
                    models.CharField(
                        choices=[
                            ("a", "A 类(低风险)"),
                            ("b", "B 类(较低风险)"),
                            ("c", "C 类(中等风险)"),
                            ("d", "D 类(高风险)"),
                        ],
                        max_length=1,
                        verbose_name="监管类别",
                    ),
                ),
                ("classed_on", models.DateField(verbose_name="评定日期")),
                ("inspected_on", models.DateField(blank=True, null=True, verbose_name="最近检查日期")),
                ("finding", models.CharField(blank=True, max_length=200, verbose_name="检查情况")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="评定理由")),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "拟定"), ("in_force", "执行中"), ("ended", "已终止")],
                        default="proposed",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "分类分级监管",
                "verbose_name_plural": "分类分级监管",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="supervision_class_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-classed_on"],
                        name="supervision_class_list",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["credit_code"],
                        name="supervision_class_enterprise",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("enterprise", "trade"),
                        name="supervision_class_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="TestItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("report_no", models.CharField(max_length=40, verbose_name="检验报告编号")),
                ("item", models.CharField(max_length=80, verbose_name="检验项目")),
                ("method", models.CharField(blank=True, max_length=80, verbose_name="检验方法")),
                ("required", models.CharField(blank=True, max_length=80, verbose_name="标准要求")),
                ("measured", models.CharField(blank=True, max_length=60, verbose_name="实测值")),
                ("unit_of", models.CharField(blank=True, max_length=20, verbose_name="计量单位")),
                ("tested_on", models.DateField(verbose_name="检验日期")),
                (
                    "result",
                    models.CharField(
                        choices=[("qualified", "合格"), ("unqualified", "不合格"), ("pending", "未判定")],
                        max_length=12,
                        verbose_name="单项判定",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "检验项目",
                "verbose_name_plural": "检验项目",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="test_item_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-tested_on"],
                        name="test_item_list",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("report_no", "item"),
                        name="test_item_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="TradeInspection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "录入"),
                            ("imported", "导入"),
                            ("exchanged", "交换"),
                            ("generated", "演示生成"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="数据来源",
                    ),
                ),
                ("synthetic", models.BooleanField(default=False, editable=False, verbose_name="演示数据")),
                (
                    "session_row",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="导入行号"
                    ),
                ),
                (
                    "fact_year",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="所属年份"),
                ),
                ("revision", models.BigIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤回时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤回原因"),
                ),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                ("inspection_no", models.CharField(max_length=40, verbose_name="报检编号")),
                (
                    "direction",
                    models.CharField(
                        choices=[("export", "出口"), ("import", "进口")], max_length=6, verbose_name="进出口"
                    ),
                ),
                (
                    "statutory",
                    models.BooleanField(
                        default=False, help_text="列入必须实施检验的商品目录", verbose_name="法定检验"
                    ),
                ),
                ("enterprise", models.CharField(max_length=120, verbose_name="收发货人")),
                ("goods", models.CharField(max_length=120, verbose_name="商品名称")),
                ("hs_code", models.CharField(blank=True, max_length=13, verbose_name="商品编码")),
                ("country", models.CharField(blank=True, max_length=40, verbose_name="贸易国别地区")),
                ("quantity", models.CharField(blank=True, max_length=40, verbose_name="数量")),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="万美元",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="货值",
                    ),
                ),
                ("inspected_on", models.DateField(verbose_name="检验日期")),
                (
                    "result",
                    models.CharField(
                        choices=[("qualified", "合格"), ("unqualified", "不合格"), ("pending", "未判定")],
                        max_length=12,
                        verbose_name="检验结论",
                    ),
                ),
                ("findings", models.CharField(blank=True, max_length=200, verbose_name="不合格情况")),
                (
                    "disposal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("released", "放行"),
                            ("reworked", "技术处理"),
                            ("returned", "退运"),
                            ("destroyed", "销毁"),
                            ("held", "不准出口"),
                        ],
                        max_length=10,
                        verbose_name="处置",
                    ),
                ),
                ("certificate_no", models.CharField(blank=True, max_length=40, verbose_name="检验证书编号")),
                ("certificate_until", models.DateField(blank=True, null=True, verbose_name="证书有效期至")),
                ("body", models.CharField(blank=True, max_length=120, verbose_name="检验机构")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.importsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "进出口商品检验",
                "verbose_name_plural": "进出口商品检验",
                "abstract": False,
                "base_manager_name": "_plain",
                "indexes": [
                    models.Index(fields=["fact_year", "revision"], name="trade_inspection_refresh"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["region", "-inspected_on"],
                        name="trade_inspection_list",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["credit_code"],
                        name="trade_inspection_enterprise",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("inspection_no",),
                        name="trade_inspection_natural_key",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="sampling",
            name="batch_no",
            field=models.CharField(blank=True, max_length=60, verbose_name="生产日期或批号"),
        ),
        migrations.AddField(
            model_name="sampling",
            name="first_result",
            field=models.CharField(
                blank=True,
                choices=[("qualified", "合格"), ("unqualified", "不合格"), ("pending", "未判定")],
                help_text="经复检的填写",
                max_length=12,
                verbose_name="初检结论",
            ),
        ),
        migrations.AddField(
            model_name="sampling",
            name="items",
            field=models.CharField(blank=True, max_length=300, verbose_name="检验项目"),
        ),
        migrations.AddField(
            model_name="sampling",
            name="legal_basis",
            field=models.CharField(
                blank=True,
                choices=[
                    ("product", "产品质量法"),
                    ("food", "食品安全法"),
                    ("farm", "农产品质量安全法"),
                    ("drug", "药品管理法"),
                    ("inspection", "进出口商品检验法"),
                    ("air", "大气污染防治法"),
                    ("statistics", "统计法"),
                ],
                help_text="不填时按领域和类别认定",
                max_length=12,
                verbose_name="法定依据",
            ),
        ),
        migrations.AddField(
            model_name="sampling",
            name="model_no",
            field=models.CharField(blank=True, max_length=80, verbose_name="规格型号"),
        ),
        migrations.AddField(
            model_name="sampling",
            name="plan_no",
            field=models.CharField(blank=True, max_length=40, verbose_name="抽查计划编号"),
        ),
        migrations.AddField(
            model_name="sampling",
            name="retest_result",
            field=models.CharField(
                blank=True,
                choices=[("upheld", "维持不合格"), ("overturned", "改判合格")],
                max_length=10,
                verbose_name="复检结果",
            ),
        ),
        migrations.AddField(
            model_name="sampling",
            name="retested_on",
            field=models.DateField(blank=True, null=True, verbose_name="复检日期"),
        ),
        migrations.AddField(
            model_name="sampling",
            name="seller",
            field=models.CharField(
                blank=True, help_text="与受检单位不同时填", max_length=120, verbose_name="被抽样单位"
            ),
        ),
        migrations.AddIndex(
            model_name="sampling",
            index=models.Index(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=["credit_code"],
                name="sampling_enterprise",
            ),
        ),
    ]
