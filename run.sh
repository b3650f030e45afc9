#!/usr/bin/env bash
# Brings up the platform with a demo in it, and serves until Ctrl-C. ./run.sh --help explains the options.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
bin=$root/artifacts/bin
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# The compiler and the build's workers would stay for minutes after the build.
export UseSharedCompilation=false MSBUILDDISABLENODEREUSE=1

data=.data grpc_port=5080 http_port=5081 once=
database_ours='' child='' server=''

usage() {
  cat <<'EOF'
./run.sh [--once] [--data DIR] [--grpc-port N] [--http-port N]

Builds the platform, starts it on a PostgreSQL of its own, makes two demo workspaces, imports a year of
purchases through the .NET client, prints how to connect, and serves until Ctrl-C.

  --once          end after the import and its statement, with the exit status
  --data DIR      where database, secrets and log are kept (default .data); a later start finds them again
  --grpc-port N   gRPC without TLS, on loopback only (default 5080)
  --http-port N   HTTP on loopback: token endpoint, discovery, keys (default 5081)

DIR/demo.json tells tools where the platform is and whom it lets in. DIR/server.log is the server's log.

  OPS_DATABASE    connection string of a database to use instead of one under DIR
  OPS_PG_BIN      folder with initdb, pg_ctl and postgres, where they are not found by themselves

Exit status: 0 all well; 1 failed; 2 wrong usage; 3 something is missing on this machine.
EOF
}

say() { printf '%s\n' "$@"; }
fail() { local status=$1; shift; printf 'run.sh: %s\n' "$@" >&2; exit "$status"; }

read_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --once) once=yes; shift ;;
      --data | --grpc-port | --http-port)
        [ -n "${2:-}" ] || fail 2 "$1 needs a value. ./run.sh --help explains it."
        case $1 in --data) data=$2 ;; --grpc-port) grpc_port=$(port "$1" "$2") ;; --http-port) http_port=$(port "$1" "$2") ;; esac
        shift 2 ;;
      -h | --help) usage; exit 0 ;;
      *) fail 2 "there is no option $1. ./run.sh --help lists them." ;;
    esac
  done
  [ "$grpc_port" != "$http_port" ] || fail 2 "gRPC and HTTP cannot share port $grpc_port. Give --grpc-port and --http-port different numbers."
}

port() {
  { [[ $2 =~ ^[1-9][0-9]{0,4}$ ]] && [ "$2" -le 65535 ]; } || fail 2 "$1 takes a number from 1 to 65535, not \`$2\`."
  echo "$2"
}

is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

check_machine() {
  command -v dotnet >/dev/null || fail 3 "dotnet is missing. Install the .NET 10 SDK (https://dot.net/download) and put it on the PATH."
  (cd "$root" && dotnet --version >/dev/null 2>&1) || fail 3 "this needs the .NET 10 SDK; dotnet has: $(dotnet --list-sdks | cut -d' ' -f1 | xargs). Install it from https://dot.net/download."
  if is_open "$grpc_port"; then fail 1 "port $grpc_port, for gRPC, is in use. Stop what uses it, or choose another one: --grpc-port N."; fi
  if is_open "$http_port"; then fail 1 "port $http_port, for HTTP, is in use. Stop what uses it, or choose another one: --http-port N."; fi
}

open_data() {
  mkdir -p "$data" || fail 1 "the folder $data cannot be made. Choose another one: --data DIR."
  data=$(cd "$data" && pwd -P)
  mkdir -p -m 700 "$data/secrets" || fail 1 "$data cannot be written to. Choose another folder: --data DIR."
  # Two runs on the same data would stop each other's database.
  if command -v flock >/dev/null; then
    exec 9>"$data/run.lock"
    flock -n 9 || fail 1 "another run.sh serves from $data. Stop it, or choose another folder: --data DIR."
  fi
}

# Runs a program so that a signal to this script is acted upon at once instead of after the program's end.
run() {
  local status=0
  "$@" 9>&- &
  child=$!
  wait "$child" || status=$?
  child=
  return "$status"
}

build() {
  local project
  for project in src/OpsPlatform.Server src/OpsPlatform.Cli samples/Walkthrough; do
    if [ ! -d "$root/$project" ]; then continue; fi
    run dotnet build "$root/$project" -c Release -clp:ErrorsOnly >"$data/build.log" 2>&1 \
      || { cat "$data/build.log" >&2; fail 1 "$project does not build; the log is above and in $data/build.log."; }
  done
}

start_database() {
  if [ -n "${OPS_DATABASE:-}" ]; then return; fi
  database_ours=yes
  OPS_DATABASE=$("$root/eng/postgres.sh" start "$data/postgres" 9>&-) || exit
  export OPS_DATABASE
}

ops_server() { exec dotnet "$bin/OpsPlatform.Server/release/OpsPlatform.Server.dll" "$@"; }

# Makes a client, or finds it again with its secret.
client() {
  local workspace=$1 client_id=$2 roles=$3; shift 3
  run ops_server create-client --workspace "$workspace" --client-id "$client_id" --secret-file "$data/secrets/$client_id" --roles "$roles" --permissions "$@" >"$data/client.log" 2>&1 \
    || { cat "$data/client.log" >&2; fail 1 "the demo's client $client_id cannot be made; what the server says is above. With a database of your own, check OPS_DATABASE."; }
}

make_clients() {
  local workspace
  for workspace in acme globex; do
    client "$workspace" "$workspace-ops" content-planner 'accounts.*' 'budgets.*' 'campaigns.*' 'contents.*' 'erasures.*' 'events.*' 'experiments.*' 'incidents.*' 'lessons.*' 'metrics.*' 'persons.*' 'platforms.*' 'projections.*' 'suppliers.*'
    client "$workspace" "$workspace-approver" compliance accounts.hand_over accounts.read budgets.approve budgets.close budgets.read contents.publish contents.read metrics.approve metrics.read suppliers.read suppliers.sign
    client "$workspace" "$workspace-legal" legal contents.read
  done
}

# Wraps the keys of data subjects in the database; kept beside the other secrets, and not in the database's backups.
personal_key() {
  local file=$data/secrets/personal-key
  [ -s "$file" ] || (umask 077 && head -c 32 /dev/urandom | base64 >"$file") || fail 1 "$file cannot be written."
  cat "$file"
}

answers() {
  local line
  is_open "$grpc_port" && { exec 3<>"/dev/tcp/127.0.0.1/$http_port"; } 2>/dev/null || return 1
  printf 'GET /.well-known/openid-configuration HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' >&3
  read -r -t 5 line <&3 || line=
  exec 3>&-
  [[ $line == *' 200 '* ]]
}

start_server() {
  local patience_s=60 key
  key=$(personal_key)
  (
    umask 077
    # Not among env's arguments, which every user of the machine can read.
    export Personal__KeyEncryptionKey=$key
    exec env "Kestrel__Endpoints__Grpc__Url=$grpc" "Kestrel__Endpoints__Http__Url=$http" \
      "Personal__ErasureLedger=$data/erasures.jsonl" \
      dotnet "$bin/OpsPlatform.Server/release/OpsPlatform.Server.dll" >"$data/server.log" 2>&1 9>&-
  ) &
  server=$!
  until answers; do
    kill -0 "$server" 2>/dev/null || { tail -n 30 "$data/server.log" >&2; fail 1 "the server ended; the end of its log is above, the rest in $data/server.log."; }
    [ $((patience_s--)) -gt 0 ] || { tail -n 30 "$data/server.log" >&2; fail 1 "the server does not answer; the end of its log is above, the rest in $data/server.log."; }
    sleep 0.5
  done
}

workspace_json() {
  printf '{"name":"workspaces/%s","client_id":"%s","client_secret":"%s","approver_client_id":"%s","approver_client_secret":"%s","legal_client_id":"%s","legal_client_secret":"%s"}' \
    "$1" "$1-ops" "$(cat "$data/secrets/$1-ops")" "$1-approver" "$(cat "$data/secrets/$1-approver")" "$1-legal" "$(cat "$data/secrets/$1-legal")"
}

write_demo() {
  (
    umask 077
    printf '{"grpc_endpoint":"%s","token_endpoint":"%s/connect/token","issuer":"%s","workspaces":[%s,%s]}\n' \
      "$grpc" "$http" "$http" "$(workspace_json acme)" "$(workspace_json globex)" >"$data/demo.json.new"
  )
  mv "$data/demo.json.new" "$data/demo.json"
}

say_how_to_connect() {
  local secret
  secret=$(cat "$data/secrets/acme-ops")
  say "" \
    "  gRPC endpoint    $grpc" \
    "  token endpoint   $http/connect/token" \
    "  workspace        workspaces/acme" \
    "  client id        acme-ops" \
    "  client secret    $secret" \
    "  for tools        $data/demo.json" \
    "" \
    "To look around, in another terminal:" \
    "" \
    "  export OPS_ADDRESS=$grpc OPS_TOKEN_ENDPOINT=$http/connect/token OPS_WORKSPACE=acme" \
    "  export OPS_CLIENT_ID=acme-ops OPS_CLIENT_SECRET=$secret"
  if [ -f "$bin/OpsPlatform.Cli/release/ops.dll" ]; then
    say "  dotnet $(printf %q "$bin/OpsPlatform.Cli/release/ops.dll") budgets entries wechat-2026 --limit 20"
  fi
}

# What somebody without the platform can read: the year's plan, its lines and ledger, on one page.
statement() {
  OPS_ADDRESS=$grpc OPS_TOKEN_ENDPOINT=$http/connect/token OPS_WORKSPACE=acme OPS_CLIENT_ID=acme-ops OPS_CLIENT_SECRET=$(cat "$data/secrets/acme-ops") XDG_CONFIG_HOME=$data \
    run dotnet "$bin/OpsPlatform.Cli/release/ops.dll" budgets statement export wechat-2026 --format html --limit 100000 --file "$data/wechat-2026.html" || return
  say "" "The statement of wechat-2026 is $data/wechat-2026.html"
}

finish() {
  local status=$? patience=100
  trap '' INT TERM HUP
  set +e
  if [ -n "$child" ]; then kill "$child" 2>/dev/null; wait "$child" 2>/dev/null; fi
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null
    while kill -0 "$server" 2>/dev/null && [ $((patience--)) -gt 0 ]; do sleep 0.1; done
    kill -9 "$server" 2>/dev/null
    wait "$server" 2>/dev/null
  fi
  if [ -n "$database_ours" ]; then "$root/eng/postgres.sh" stop "$data/postgres" || status=1; fi
  exit "$status"
}

read_options "$@"
grpc=http://127.0.0.1:$grpc_port http=http://127.0.0.1:$http_port
check_machine
open_data
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP
say "Starting the database"
start_database
say "Building (the log is $data/build.log)"
build
say "Making the demo's workspaces and clients"
make_clients
say "Starting the server (its log is $data/server.log)"
start_server
write_demo

status=0
run dotnet "$bin/Walkthrough/release/Walkthrough.dll" --demo "$data/demo.json" && statement || status=$?
if [ -n "$once" ]; then exit "$status"; fi
[ "$status" = 0 ] || fail 1 "the walkthrough failed; what it says is above, the server's log is $data/server.log."
trap 'say "" "Stopped. The next ./run.sh finds its data again."; exit 0' INT TERM
say_how_to_connect
say "" "Serving. Ctrl-C stops it; the data stays in $data."
wait "$server" || true
fail 1 "the server ended by itself; see $data/server.log."
