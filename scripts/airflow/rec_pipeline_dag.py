"""RecPipeline, every night: one task per stage, one command per task.

The DAG only calls the program; the same commands work by hand and from cron. Every task may be repeated: a stage whose input and options have not
changed finds its tables up to date and ends at once, and a stage that was killed starts again without leaving anything half written.

Before the first run:

    airflow pools import scripts/airflow/pools.json
    export RECPIPELINE=/opt/recpipeline/recpipeline          # on the workers; or the Airflow variable recpipeline_program

Exit codes: 0 done; 1 failed, is tried again; 2 wrong configuration, is not tried again; 3 held back by the quality gate, publish is skipped;
75 another run holds the output, is tried again.
"""

from __future__ import annotations

import os
import shlex
from datetime import datetime, timedelta, timezone

try:  # Airflow 3
    from airflow.sdk import DAG, Param, chain
except ImportError:  # Airflow 2.11
    from airflow import DAG
    from airflow.models.baseoperator import chain
    from airflow.models.param import Param

from airflow.exceptions import AirflowException, AirflowFailException, AirflowSkipException
from airflow.providers.standard.operators.bash import BashOperator
from airflow.timetables.interval import CronDataIntervalTimetable

STAGES = ["clean", "split", "popularity", "als", "similarity", "hand-off", "top-n", "evaluate", "gate", "publish", "report"]
ON_SPARK = {"clean", "split", "popularity", "als", "similarity", "hand-off", "top-n", "evaluate"}
WRONG_USE, HELD_BACK = 2, 3
DATE = "{{ params.date or (data_interval_start | ds if data_interval_start else dag_run.run_after | ds) }}"
PROGRAM = "{{ var.value.get('recpipeline_program', '') or '%s' }}" % os.environ.get("RECPIPELINE", "/opt/recpipeline/recpipeline")


class StageOperator(BashOperator):
    """Runs one stage; a wrong configuration is not tried again."""

    def execute(self, context):
        try:
            return super().execute(context)
        except AirflowSkipException:
            raise
        except AirflowException as error:
            if f"exit code {WRONG_USE}." in str(error):
                raise AirflowFailException(f"{self.task_id}: the configuration or the input is wrong; another try would not help. See the log above.") from error
            raise


def stage(name: str) -> StageOperator:
    """One stage of the flow. `exec`, so that a stop signal reaches the program and not a shell around it."""
    return StageOperator(
        task_id=name,
        bash_command=(
            f"exec {PROGRAM} run --only {shlex.quote(name)} --date {DATE}"
            " --engine {{ params.engine }} {{ '--master ' ~ params.master if params.master else '' }}"
            " --ratings '{{ params.ratings }}' --items '{{ params.items }}' --out '{{ params.out }}' {{ params.options }} "
        ),
        pool="spark" if name in ON_SPARK else "default_pool",
        append_env=True,
        do_xcom_push=False,
        skip_on_exit_code=HELD_BACK,
        # The report is of use whatever happened before it; when publish was held back it says why.
        trigger_rule="none_failed" if name == "report" else "all_success",
    )


with DAG(
    dag_id="rec_pipeline",
    schedule=CronDataIntervalTimetable("0 3 * * *", timezone="UTC"),
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=1,  # one output, one run
    dagrun_timeout=timedelta(hours=8),
    default_args={
        "owner": "recommendations",
        "retries": 2,
        "retry_delay": timedelta(minutes=2),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(minutes=30),
        "execution_timeout": timedelta(hours=3),
    },
    params={
        "date": Param(None, type=["null", "string"], description="The run's date; empty takes the interval's."),
        "engine": Param("spark", enum=["spark", "local"], description="What runs the stages."),
        "master": Param("", type="string", description="Where Spark runs; empty for the configuration's."),
        "ratings": Param("/data/ratings.csv", type="string", description="Ratings file or address."),
        "items": Param("none", type="string", description="Items file or address; none for none."),
        "out": Param("/data/recommendations", type="string", description="Output folder or address; {date} expands."),
        "options": Param("", type="string", description="Further options of the program."),
    },
    tags=["recommendations", "spark"],
    doc_md=__doc__,
) as dag:
    chain(*[stage(name) for name in STAGES])
