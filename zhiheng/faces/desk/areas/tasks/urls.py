"""Addresses of tasks, progress reports, problems, phases and the what-if."""

from django.urls import path

from zhiheng.faces.desk.areas.tasks import (
    views,
    views_acceptance,
    views_phases,
    views_problems,
    views_propose,
    views_report,
    views_task,
    views_what_if,
)

urlpatterns = [
    path("tasks", views.tasks, name="tasks"),
    path("tasks/new", views_task.new, name="task_new"),
    path("tasks/<int:pk>", views_task.task, name="task"),
    path("tasks/<int:pk>/edit", views_task.edit, name="task_edit"),
    path("tasks/<int:pk>/move/<slug:move>", views_task.move, name="task_move"),
    path("tasks/<int:pk>/sign/<int:unit>", views_task.sign, name="task_sign"),
    path("tasks/<int:pk>/evidence", views_task.add_evidence, name="task_evidence"),
    path("tasks/<int:pk>/reports/<int:unit>/<slug:period>", views_report.report, name="task_report"),
    path("tasks/reports/<int:pk>/<slug:move>", views_report.review, name="task_review"),
    path("programmes/<slug:key>/tasks", views.programme_tasks, name="programme_tasks"),
    path("programmes/<slug:key>/tasks/propose", views_propose.propose, name="tasks_propose"),
    path("programmes/<slug:key>/problems", views_problems.programme_problems, name="programme_problems"),
    path("programmes/<slug:key>/phases", views_phases.programme_phases, name="programme_phases"),
    path("programmes/<slug:key>/phases/prepare", views_phases.prepare, name="phases_prepare"),
    path(
        "programmes/<slug:key>/acceptance", views_acceptance.programme_acceptance, name="programme_acceptance"
    ),
    path("programmes/<slug:key>/what-if", views_what_if.what_if, name="what_if"),
    path("problems/new", views_problems.new, name="problem_new"),
    path("problems/<int:pk>", views_problems.problem, name="problem"),
    path("problems/<int:pk>/refute/<int:evidence>", views_problems.refute, name="problem_refute"),
    path("phases/<int:pk>", views_phases.phase, name="phase"),
    path("phases/<int:pk>/move/<slug:move>", views_phases.phase_move, name="phase_move"),
    path("phases/<int:pk>/outputs", views_phases.phase_outputs, name="phase_outputs"),
    path("phases/<int:pk>/outputs/<int:output>", views_phases.phase_output, name="phase_output"),
    path("phases/<int:pk>/evidence", views_phases.phase_evidence, name="phase_evidence"),
    path("phases/<int:pk>/draw", views_phases.phase_draw, name="phase_draw"),
    path("acceptances/<int:pk>", views_acceptance.acceptance, name="acceptance"),
]
