#!/usr/bin/env bash
# The pipeline as a Spark application:  ./spark-submit.sh [spark-submit options] [-- pipeline options]
#
#   ./spark-submit.sh --master local[2]
#   ./spark-submit.sh --master spark://host:7077 --executor-memory 4g -- --ratings hdfs://name/ratings.csv --out hdfs://name/recommendations
#   ./spark-submit.sh --master yarn --deploy-mode cluster --queue nightly -- --ratings hdfs:///ratings.csv --items none --out hdfs:///recommendations --date 2026-01-31
#
# Client mode: the pipeline runs here and starts the user's spark-submit (SPARK_HOME, else the cache, else a download). Cluster mode (YARN): spark-submit starts the
# pipeline inside the cluster; input and output must be addresses that the cluster reaches. The exit code is the pipeline's own: 0, 1, 2, 3, 75, 130, 143.
# For other masters than local[n] the program is packed with its runtime and shipped, unless --conf spark.recpipeline.worker names where it is installed.
set -euo pipefail

home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
say() { printf '%s\n' "spark-submit.sh: $*" >&2; }
refuse() { say "$*"; exit 2; }

master=${MASTER:-}
deploy=client
worker=
waits=true
archives=
files=
confs=()
others=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  option=${1%%=*}
  case $1 in --*=*) value=${1#*=} used=1 ;; *) value=${2:-} used=2 ;; esac
  case $option in
    --master) master=$value ;;
    --deploy-mode) deploy=$value ;;
    --archives) archives=$value ;;
    --files) files=$value ;;
    --conf | -c)
      confs+=("$value")
      case $value in
        spark.recpipeline.worker=*) worker=${value#*=} ;;
        spark.yarn.submit.waitAppCompletion=false) waits=false ;;
      esac ;;
    --allow-untested-spark | --date | --engine | --folds | --force | --from | --items | --layout | --models | --n | -n | --no-evaluate | --only | --out | --ratings | --set | --skip-exit-code | --threads | --to | --users)
      refuse "$option is no option of spark-submit: pipeline options stand behind --, as in ./spark-submit.sh --master local[2] -- $option …" ;;
    *) others+=("$1"); used=1 ;;
  esac
  [ $# -ge $used ] || refuse "$option has no value."
  shift $used
done
[ $# -eq 0 ] || shift

# Ours are weaker than the user's spark-defaults.conf, which spark-submit reads itself.
defaults() {
  local users=${SPARK_CONF_DIR:-$1/conf}/spark-defaults.conf key value
  while read -r key value; do
    case $key in '' | '#'*) continue ;; esac
    if ! { [ -f "$users" ] && grep -Eq "^[[:space:]]*${key//./\\.}([[:space:]=:]|\$)" "$users"; }; then printf '%s\n' "$key=$value"; fi
  done <"$home/conf/spark-defaults.conf"
}

json() {
  local word out=
  for word in "$@"; do
    word=${word//\\/\\\\}
    out+="${out:+,}\"${word//\"/\\\"}\""
  done
  printf '[%s]' "$out"
}

# The program with its runtime and configuration, made again when the build is newer.
pack() {
  archive=$home/artifacts/submit/recpipeline.tar.gz
  "$home/recpipeline" --version >/dev/null
  if [ ! -f "$archive" ] || [ "$home/artifacts/launch/.built" -nt "$archive" ]; then
    say "packing the program for the cluster (once per build)"
    DOTNET=${DOTNET:-$(command -v dotnet || echo "$HOME/.dotnet/dotnet")} "$home/udfs/pack" jobs "$archive" gpu-worker conf
  fi
  archives=${archives:+$archives,}$archive#app
  worker=./app/RecPipeline
  confs+=("spark.recpipeline.worker=$worker")
}

client() {
  local arguments=(run --engine spark) each
  [ -z "$master" ] || arguments+=(--master "$master")
  case ${master:-local} in local*) ;; *) [ -n "$worker" ] || pack ;; esac
  for each in ${confs[@]+"${confs[@]}"}; do arguments+=(--conf "$each"); done
  [ -z "$archives" ] || others+=(--archives "$archives")
  [ -z "$files" ] || others+=(--files "$files")
  [ ${#others[@]} -eq 0 ] || arguments+=(--set "spark.submitOptions=$(json "${others[@]}")")
  exec "$home/recpipeline" "${arguments[@]}" "$@"
}

is_address() { [[ $1 =~ ^[a-z][a-z0-9+.-]+:/ ]]; }

# Each of a list with commas.
are_addresses() {
  local list each
  IFS=, read -ra list <<<"$1"
  for each in "${list[@]}"; do is_address "${each# }" || return 1; done
  [ ${#list[@]} -gt 0 ]
}

# Looks at the pipeline's options: what they name must be reachable from inside the cluster, settings files travel along.
check_pipeline_options() {
  output=
  pipeline=()
  while [ $# -gt 0 ]; do
    case $1 in --out=* | --ratings=* | --items=* | --users=* | --conf=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" ;; esac
    case $1 in
      --out)
        output=${2:-}
        ;;
      --ratings | --items | --users)
        [ "${2:-}" = none ] || are_addresses "${2:-}" || refuse "$1 is '${2:-}': in cluster mode the input must be an address that the cluster reaches, such as hdfs://name/ratings.csv (or file:/… for a folder that every node has)." ;;
      --conf)
        if [ -f "${2:-}" ]; then
          files=${files:+$files,}$2
          set -- --conf "$(basename "$2")" "${@:3}"
        fi ;;
    esac
    pipeline+=("$1")
    shift
  done
  { is_address "$output" && [[ $output != file:* ]]; } || refuse "--out is '$output': in cluster mode the pipeline runs on another machine, so its output must be on a Hadoop file system, such as -- --out hdfs://name/recommendations."
}

# The exit code that the run has left in run.json, if it is this run's.
exit_code_of_run() {
  local text started code
  text=$("$1/bin/spark-class" org.apache.hadoop.fs.FsShell -cat "${output//\{date\}/$(date -u +%F)}/run.json" 2>/dev/null) || return 1
  started=$(sed -n 's/^ *"started": "\([0-9T:-]*\).*/\1/p' <<<"$text")
  code=$(sed -n 's/^ *"exit_code": \([0-9]*\).*/\1/p' <<<"$text")
  [ -n "$code" ] && [[ ! $started < $2 ]] && printf '%s' "$code"
}

# The exit code that spark-submit reports of a program that failed in the cluster; its own is 1 then.
exit_code_in_report() { sed -n 's/.*User application exited with \(status \)\{0,1\}\([0-9]\{1,3\}\).*/\2/p' "$1" | tail -1; }

cluster() {
  local spark=${SPARK_HOME:-} begun arguments=() each code=0 true_code report
  check_pipeline_options "$@"
  case $master in
    yarn) ;;
    k8s://*) [ -n "$worker" ] || refuse "on Kubernetes the program is part of the image: give --conf spark.recpipeline.worker=/opt/recpipeline/RecPipeline." ;;
    *) refuse "cluster mode is for --master yarn (and k8s://…); '$master' goes with --deploy-mode client." ;;
  esac
  if [ -z "$spark" ]; then
    spark=$(command -v spark-submit) || refuse "no spark-submit was found: set SPARK_HOME to an unpacked Spark."
    spark=$(dirname "$(dirname "$(readlink -f "$spark")")")
  fi
  [ -x "$spark/bin/spark-submit" ] || refuse "SPARK_HOME is '$spark', which has no bin/spark-submit."
  [ -n "$worker" ] || pack
  while read -r each; do arguments+=(--conf "$each"); done < <(defaults "$spark")
  arguments+=(--conf spark.yarn.maxAppAttempts=1 --conf spark.sql.artifact.isolation.enabled=false)
  for each in ${confs[@]+"${confs[@]}"}; do arguments+=(--conf "$each"); done
  arguments+=(--conf "spark.pyspark.driver.python=$worker" --conf "spark.pyspark.python=$worker" ${others[@]+"${others[@]}"})
  [ -z "$archives" ] || arguments+=(--archives "$archives")
  [ -z "$files" ] || arguments+=(--files "$files")
  begun=$(date -u +%Y-%m-%dT%H:%M:%S)
  report=$(mktemp)
  trap 'rm -f "$report"' EXIT
  "$spark/bin/spark-submit" --master "$master" --deploy-mode cluster --name recpipeline --class org.apache.spark.deploy.PythonRunner \
    "${arguments[@]}" spark-internal recpipeline . run --engine spark ${pipeline[@]+"${pipeline[@]}"} 2> >(tee "$report" >&2) || code=$?
  wait $! || true # the rest of the report
  [ $waits = true ] || exit "$code"
  if true_code=$(exit_code_of_run "$spark" "$begun"); then
    say "the run ended with code $true_code ($output/run.json)"
    exit "$true_code"
  fi
  if grep -q 'Unrecognized option' "$report"; then refuse "spark-submit knows no such option (above): pipeline options stand behind --."; fi
  true_code=$(exit_code_in_report "$report")
  say "the run left no run.json of its own; ${true_code:+the program ended with code $true_code; }spark-submit ended with code $code. Look at the application's log."
  code=${true_code:-$code}
  [ "$code" -ne 0 ] || code=1
  exit "$code"
}

case $deploy in
  client) client "$@" ;;
  cluster) cluster "$@" ;;
  *) refuse "--deploy-mode is '$deploy'; it is client or cluster." ;;
esac
