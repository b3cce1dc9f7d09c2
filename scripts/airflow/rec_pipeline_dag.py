"""Nightly recommendations: one task per stage of RecPipeline, all on one output folder per date.

Every task is `COMMAND OPTIONS --only STAGE --date DATE`. A stage whose inputs have not changed does nothing, so a retry and a second run of a date
are safe: what was finished is kept, what was not is done again.

Airflow variables (both optional)
  recpipeline_command   how the program starts; default `/opt/recpipeline/recpipeline run`.
                        With Spark: `/opt/recpipeline/spark-submit.sh --master yarn --`
  recpipeline_options   options of every task, such as `--ratings /data/{date}/ratings.csv --items /data/movies.csv --out /data/recs/{date}`.
                        `{date}` is the run's date. One folder has one run at a time; another one waits for its retry.

Exit codes: 1, 75, 130, 143 and a kill are retried; 2 (usage, configuration, input layout) and 3 (held back by the gate) are not, since a
retry would say the same. When the gate holds back, nothing is published and the DAG run fails; the report is still written.
"""
from __future__ import annotations

import shlex
from datetime import datetime, timedelta, timezone

try:  # Airflow 3
    from airflow.sdk import DAG, BaseOperator, Param, chain
except ImportError:  # Airflow 2.11
    from airflow import DAG
    from airflow.models.baseoperator import BaseOperator, chain
    from airflow.models.param import Param
from airflow.exceptions import AirflowException, AirflowFailException
from airflow.providers.standard.hooks.subprocess import SubprocessHook
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.timetables.interval import CronDataIntervalTimetable

# The stages that are on by default. A model that the options switch on is a stage of its name, before "top-n" (models.autoencoder.enabled=true: "hand-off" and
# "autoencoder"); a stage that is off ends with exit code 2 when it is asked for.
STAGES = ["clean", "split", "popularity", "similarity", "als", "top-n", "evaluate", "gate", "publish", "report"]
POOLS = {"autoencoder": "gpu"}
NO_RETRY = {2: "wrong usage, configuration or input layout", 3: "held back by the quality gate"}
DATE = "{{ params.date or (data_interval_start | ds if data_interval_start else dag_run.run_after | ds) }}"


class StageOperator(BaseOperator):
    """Runs one stage as a process of its own, which gets SIGTERM when the task is stopped, and finishes or keeps its work."""

    template_fields = ("command", "options", "date")

    def __init__(self, *, stage: str, **arguments):
        super().__init__(task_id=stage, pool=POOLS.get(stage, "spark"), **arguments)
        self.stage = stage
        self.command = "{{ var.value.get('recpipeline_command', '/opt/recpipeline/recpipeline run') }}"
        self.options = "{{ var.value.get('recpipeline_options', '') }}"
        self.date = DATE
        self.hook = None

    def execute(self, context):
        self.hook = SubprocessHook()
        code = self.hook.run_command(
            [*shlex.split(self.command), *shlex.split(self.options), "--only", self.stage, "--date", self.date]).exit_code
        if code in NO_RETRY:
            raise AirflowFailException(f"{self.stage} ended with exit code {code}: {NO_RETRY[code]}. Its last lines are above.")
        if code != 0:
            raise AirflowException(f"{self.stage} ended with exit code {code}. Its last lines are above; a retry goes on from the last finished stage.")

    def on_kill(self):
        if self.hook:
            self.hook.send_sigterm()


with DAG(
    dag_id="rec_pipeline",
    doc_md=__doc__,
    schedule=CronDataIntervalTimetable("0 3 * * *", timezone="UTC"),
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=12),
    default_args={
        "owner": "recommendations",
        "retries": 2,
        "retry_delay": timedelta(minutes=5),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(minutes=30),
        "execution_timeout": timedelta(hours=4),
    },
    params={"date": Param(None, type=["null", "string"], format="date", description="Date of the run instead of the schedule's.")},
    tags=["recommendations"],
):
    # The report is also wanted when the gate held back; after a failed stage it fails too, for want of tables.
    tasks = {stage: StageOperator(stage=stage, trigger_rule="all_done" if stage == "report" else "all_success") for stage in STAGES}
    chain(*tasks.values())
    # Airflow judges a run by its last tasks; without this one a written report would hide a failed stage.
    finished = EmptyOperator(task_id="finished")
    tasks["publish"] >> finished
    tasks["report"] >> finished
