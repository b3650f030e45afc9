#!/usr/bin/env bash
# Measures the platform, each figure beside its baseline. bench/run.sh --help explains the options.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
bin=$root/artifacts/bin
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

seconds=5 rounds=3 memory=2 events='' small_events=10000 growth_buffers=2GB work='' child='' servers=() abuse='' metrics='' budgets='' entries=1000000 words=''

usage() {
  cat <<'EOF'
bench/run.sh [--quick] [--seconds N] [--memory MINUTES | --growth [EVENTS] | --abuse | --metrics | --budgets | --words]

Builds a release, starts PostgreSQL (durable: fsync on) and the server as processes of their own, measures, and
removes what it made. The report goes to the standard output, progress to the error output:

  bench/run.sh > bench/RESULTS.md
  bench/run.sh --growth > bench/GROWTH.md
  bench/run.sh --abuse > bench/ABUSE.md
  bench/run.sh --metrics > bench/METRICS.md
  bench/run.sh --budgets > bench/BUDGETS.md
  bench/run.sh --words > bench/WORDS.md

  --quick           one round of one second each, to see that it works; its figures mean little
  --seconds N       seconds that each side of each comparison is measured in each of the three rounds, 1 to 40
                    (default 5, which takes some twelve minutes)
  --memory MINUTES  how long the server's memory is watched under load (default 2; the aim speaks of 60)
  --growth [EVENTS] measures, instead of all that, a store with so many events (default 10000000: half an hour, and 30 GB in
                    /var/tmp) beside one with 10000
  --abuse           measures, instead of all that, a neighbour's calls beside an attacker of the sockets (four minutes)
  --metrics         measures, instead of all that, measured values on their way in and out (five minutes)
  --budgets         measures, instead of all that, a budget with 1,000,000 entries and 100,000 open holds beside an empty one, and what is done
                    to 10,000 holds at once (twelve minutes; with --quick before it, a tenth of all that)
  --words           measures, instead of all that, the words of a list in a text (a minute; needs no database)

  OPS_PG_BIN        folder with initdb, pg_ctl, postgres and pgbench, where they are not found by themselves

Exit status: 0 all well; 1 failed, or what was stored is not what was acknowledged; 2 wrong usage; 3 something is missing.
EOF
}

say() { printf '%s\n' "$*" >&2; }
fail() { local status=$1; shift; printf 'bench/run.sh: %s\n' "$@" >&2; exit "$status"; }

read_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --quick) seconds=1 rounds=1 memory=0.2 entries=100000; shift ;;
      --seconds)
        { [[ ${2:-} =~ ^[1-9][0-9]?$ ]] && [ "$2" -le 40 ]; } || fail 2 "--seconds takes a number from 1 to 40."
        seconds=$2; shift 2 ;;
      --memory)
        [[ ${2:-} =~ ^[1-9][0-9]?[0-9]?$ ]] || fail 2 "--memory takes a number of minutes from 1 to 999."
        memory=$2; shift 2 ;;
      --growth)
        events=10000000; shift
        if [[ ${1:-} =~ ^[0-9]+$ ]]; then
          [ "$1" -ge "$small_events" ] || fail 2 "--growth takes a number of events from $small_events."
          events=$1; shift
        fi ;;
      --abuse) abuse=yes; shift ;;
      --metrics) metrics=yes; shift ;;
      --budgets) budgets=yes; shift ;;
      --words) words=yes; shift ;;
      -h | --help) usage; exit 0 ;;
      *) fail 2 "there is no option $1. bench/run.sh --help lists them." ;;
    esac
  done
}

find_pgbench() {
  local candidate
  # The path comes last: what Debian puts there is a script that looks for clusters of its own.
  for candidate in ${OPS_PG_BIN:+"$OPS_PG_BIN/pgbench"} \
    $(ls -d /usr/lib/postgresql/*/bin/pgbench /usr/pgsql-*/bin/pgbench /opt/homebrew/opt/postgresql@*/bin/pgbench 2>/dev/null | sort -rV) "$(command -v pgbench || true)"; do
    if [ -x "$candidate" ]; then echo "$candidate"; return; fi
  done
  fail 3 "pgbench is missing, and without a baseline the figures would say nothing. It comes with PostgreSQL's server or contrib package" \
    "(Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-contrib; macOS: brew install postgresql@18). The npm binaries do not have it."
}

is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    if ! is_open "$port"; then echo "$port"; return; fi
  done
}

# Runs a program so that a signal to this script is acted upon at once, and does not wait for the program to end.
run() {
  local status=0
  "$@" &
  child=$!
  wait "$child" || status=$?
  child=
  return "$status"
}

build() {
  local project
  for project in src/OpsPlatform.Server bench/OpsPlatform.Bench; do
    run dotnet build "$root/$project" -c Release --disable-build-servers -clp:ErrorsOnly >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; fail 1 "$project does not build."; }
  done
}

bench() { "$bin/OpsPlatform.Bench/release/OpsPlatform.Bench" "$@"; }

make_client() {
  dotnet "$bin/OpsPlatform.Server/release/OpsPlatform.Server.dll" create-client --workspace bench --client-id "$2" --secret-file "$1/$2" --permissions "${@:3}" \
    >"$work/client.log" 2>&1 || { cat "$work/client.log" >&2; fail 1 "the client $2 cannot be made."; }
}

# A node: PostgreSQL and a server, and a folder that describes them. With a history, PostgreSQL gets more memory than it takes by itself,
# as whoever has a history gives it; the other node gets as much. How the history is written may be told.
start_node() {
  local node=$work/$1 grpc_port http_port
  mkdir -m 700 "$node"
  # Connections for the server's pool and for 64 clients of pgbench.
  OPS_DATABASE=$(OPS_PG_OPTIONS="-c fsync=on -c max_connections=300 ${2:+-c shared_buffers=$growth_buffers}" "$root/eng/postgres.sh" start "$work/postgres-$1")
  export OPS_DATABASE
  printf '%s\n' "$OPS_DATABASE" >"$node/database"
  make_client "$node" bench-ops 'budgets.*' 'accounts.*' 'metrics.*' 'suppliers.*'
  make_client "$node" bench-approver budgets.approve 'suppliers.*'
  if [ -n "${2:-}" ]; then
    say "Writing $2 events"
    echo "$2" >"$node/events"
    run bench "${3:-fill}" --node "$node"
  fi
  grpc_port=$(free_port) http_port=$(free_port)
  start_server "$1" "$grpc_port" "$http_port"
  echo "http://127.0.0.1:$grpc_port" >"$node/address"
  echo "http://127.0.0.1:$http_port/connect/token" >"$node/token-endpoint"
  echo "${servers[-1]}" >"$node/process-id"
}

# A token outlives the run, so that no renewal falls into a measurement.
start_server() {
  local patience_s=60 log=$work/server-$1.log
  env "Kestrel__Endpoints__Grpc__Url=http://127.0.0.1:$2" "Kestrel__Endpoints__Http__Url=http://127.0.0.1:$3" \
    Logging__LogLevel__Default=Warning Identity__TokenLifetime=01:00:00 \
    dotnet "$bin/OpsPlatform.Server/release/OpsPlatform.Server.dll" >"$log" 2>&1 &
  servers+=($!)
  until is_open "$2" && is_open "$3"; do
    kill -0 "${servers[-1]}" 2>/dev/null || { cat "$log" >&2; fail 1 "the server ended."; }
    [ $((patience_s--)) -gt 0 ] || { cat "$log" >&2; fail 1 "the server does not answer."; }
    sleep 1
  done
}

finish() {
  local status=$?
  trap '' INT TERM HUP
  set +e
  if [ -n "$child" ]; then kill "$child" 2>/dev/null; wait "$child" 2>/dev/null; fi
  if [ ${#servers[@]} -gt 0 ]; then
    kill "${servers[@]}" 2>/dev/null
    wait "${servers[@]}" 2>/dev/null
    if [ "$status" = 1 ]; then tail -n 30 "$work"/server-*.log >&2; fi
  fi
  for postgres in "$work"/postgres-*; do
    if [ -e "$postgres" ]; then "$root/eng/postgres.sh" stop "$postgres"; fi
  done
  rm -rf "$work"
  exit "$status"
}

read_options "$@"
# Before our own build raises it.
load_average=$(cut -d' ' -f1 /proc/loadavg 2>/dev/null || true)
command -v dotnet >/dev/null || fail 3 "dotnet is missing. Install the .NET 10 SDK (https://dot.net/download) and put it on the PATH."
[ -n "$words" ] || pgbench=$(find_pgbench)
# Not /tmp, which may lie in memory: there fsync would cost nothing, and durable commands would be none.
work=$(mktemp -d /var/tmp/opsplatform-bench.XXXXXX)
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP
chmod 711 "$work"

say "Building"
build
if [ -n "$words" ]; then
  run bench words ${load_average:+--load-average "$load_average"}
  exit
fi
say "Starting PostgreSQL and the server"
common=(--pgbench "$pgbench" --seconds "$seconds" --rounds "$rounds" ${load_average:+--load-average "$load_average"})
if [ -n "$events" ]; then
  start_node small "$small_events"
  start_node grown "$events"
  run bench growth --node "$work/grown" --beside "$work/small" --server "$bin/OpsPlatform.Server/release/OpsPlatform.Server.dll" "${common[@]}"
elif [ -n "$abuse" ]; then
  start_node node
  run bench abuse --node "$work/node" "${common[@]}"
elif [ -n "$metrics" ]; then
  start_node node
  run bench metrics --node "$work/node" "${common[@]}"
elif [ -n "$budgets" ]; then
  start_node node "$entries" fill-budget
  run bench budgets --node "$work/node" "${common[@]}"
else
  start_node node
  run bench measure --node "$work/node" --memory "$memory" "${common[@]}"
fi
