#!/usr/bin/env bash
# Measures the platform, each figure beside its baseline. bench/run.sh --help explains the options.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
bin=$root/artifacts/bin
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

seconds=5 rounds=3 work='' child='' server=''

usage() {
  cat <<'EOF'
bench/run.sh [--quick] [--seconds N]

Builds a release, starts PostgreSQL (durable: fsync on) and the server as processes of their own, measures, and
removes what it made. The report goes to the standard output, progress to the error output:

  bench/run.sh > bench/RESULTS.md

  --quick       one round of one second each, to see that it works; its figures mean little
  --seconds N   seconds that each side of each comparison is measured in each of the three rounds, 1 to 40
                (default 5, which takes some eight minutes)

  OPS_PG_BIN    folder with initdb, pg_ctl, postgres and pgbench, where they are not found by themselves

Exit status: 0 all well; 1 failed, or what was stored is not what was acknowledged; 2 wrong usage; 3 something is missing.
EOF
}

say() { printf '%s\n' "$*" >&2; }
fail() { local status=$1; shift; printf 'bench/run.sh: %s\n' "$@" >&2; exit "$status"; }

read_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --quick) seconds=1 rounds=1; shift ;;
      --seconds)
        { [[ ${2:-} =~ ^[1-9][0-9]?$ ]] && [ "$2" -le 40 ]; } || fail 2 "--seconds takes a number from 1 to 40."
        seconds=$2; shift 2 ;;
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

ops_server() { dotnet "$bin/OpsPlatform.Server/release/OpsPlatform.Server.dll" "$@"; }

make_client() {
  ops_server create-client --workspace bench --client-id "$1" --secret-file "$work/secrets/$1" --permissions "$2" >"$work/client.log" 2>&1 \
    || { cat "$work/client.log" >&2; fail 1 "the client $1 cannot be made."; }
}

# A token outlives the run, so that no renewal falls into a measurement.
start_server() {
  local patience_s=60
  env "Kestrel__Endpoints__Grpc__Url=http://127.0.0.1:$1" "Kestrel__Endpoints__Http__Url=http://127.0.0.1:$2" \
    Logging__LogLevel__Default=Warning Identity__TokenLifetime=01:00:00 \
    dotnet "$bin/OpsPlatform.Server/release/OpsPlatform.Server.dll" >"$work/server.log" 2>&1 &
  server=$!
  until is_open "$1" && is_open "$2"; do
    kill -0 "$server" 2>/dev/null || { cat "$work/server.log" >&2; fail 1 "the server ended."; }
    [ $((patience_s--)) -gt 0 ] || { cat "$work/server.log" >&2; fail 1 "the server does not answer."; }
    sleep 1
  done
}

finish() {
  local status=$?
  trap '' INT TERM HUP
  set +e
  if [ -n "$child" ]; then kill "$child" 2>/dev/null; wait "$child" 2>/dev/null; fi
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null
    wait "$server" 2>/dev/null
    if [ "$status" = 1 ]; then tail -n 30 "$work/server.log" >&2; fi
  fi
  "$root/eng/postgres.sh" stop "$work/postgres"
  rm -rf "$work"
  exit "$status"
}

read_options "$@"
# Before our own build raises it.
load_average=$(cut -d' ' -f1 /proc/loadavg 2>/dev/null || true)
command -v dotnet >/dev/null || fail 3 "dotnet is missing. Install the .NET 10 SDK (https://dot.net/download) and put it on the PATH."
pgbench=$(find_pgbench)
# Not /tmp, which may lie in memory: there fsync would cost nothing, and durable commands would be none.
work=$(mktemp -d /var/tmp/opsplatform-bench.XXXXXX)
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP
chmod 711 "$work"
mkdir -m 700 "$work/secrets"

say "Building"
build
say "Starting PostgreSQL and the server"
# Connections for the server's pool and for 64 clients of pgbench.
OPS_DATABASE=$(OPS_PG_OPTIONS="-c fsync=on -c max_connections=300" "$root/eng/postgres.sh" start "$work/postgres")
export OPS_DATABASE
make_client bench-ops 'budgets.*'
make_client bench-approver budgets.approve
grpc_port=$(free_port) http_port=$(free_port)
start_server "$grpc_port" "$http_port"

run "$bin/OpsPlatform.Bench/release/OpsPlatform.Bench" --address "http://127.0.0.1:$grpc_port" --token-endpoint "http://127.0.0.1:$http_port/connect/token" \
  --secrets "$work/secrets" --pgbench "$pgbench" --seconds "$seconds" --rounds "$rounds" ${load_average:+--load-average "$load_average"}
