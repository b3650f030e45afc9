#!/usr/bin/env bash
# Drives the real server with clients in other languages, and reports in TAP. It brings its own database, and leaves nothing behind.
#
#   tests/Interop/run.sh               everything
#   tests/Interop/run.sh node|python   one language
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
root=$(cd ../.. && pwd -P)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
server=$root/artifacts/bin/OpsPlatform.Server/release/OpsPlatform.Server.dll
export OPS_SERVER=$server
server_process='' suite_process='' passed=0 failed=0

finish() {
  local status=$?
  trap '' INT TERM HUP
  for process in $suite_process $server_process; do kill "$process" 2>/dev/null; wait "$process" 2>/dev/null; done
  "$root/eng/postgres.sh" stop "$work/postgres" >/dev/null 2>&1
  rm -rf "$work"
  exit "$status"
}

# Bail out! is TAP for: there is no platform to test. It counts as one failure.
bail_out() {
  printf 'Bail out! %s\n# pass 0\n# fail 1\n' "$*"
  exit 1
}

build() {
  if [ -f "$server" ]; then return; fi
  dotnet build "$root/src/OpsPlatform.Server" -c Release --disable-build-servers -clp:ErrorsOnly >"$work/build.log" 2>&1 \
    || { cat "$work/build.log"; bail_out "the server does not build."; }
}

start_database() {
  OPS_DATABASE=$(OPS_PG_OPTIONS="-c fsync=off" "$root/eng/postgres.sh" start "$work/postgres") || bail_out "PostgreSQL did not start."
  export OPS_DATABASE
}

create_client() {
  timeout 120 dotnet "$server" create-client --workspace "$1" --client-id "$2" --permissions "$3" --secret-file "$work/$2" >"$work/client.log" 2>&1 \
    || { cat "$work/client.log"; bail_out "the client $2 cannot be made."; }
}

# The ports are the server's choice; its log says which: the endpoints in the order of their names, Grpc and Http.
addresses() { sed -nE 's/^ *Now listening on: (.*)$/\1/p' "$work/server.log"; }

start_server() {
  local patience_s=120
  Kestrel__Endpoints__Grpc__Url=http://127.0.0.1:0 Kestrel__Endpoints__Http__Url=http://127.0.0.1:0 dotnet "$server" >"$work/server.log" 2>&1 &
  server_process=$!
  until grep -q 'Application started' "$work/server.log"; do
    if ! kill -0 "$server_process" 2>/dev/null || [ $((patience_s--)) = 0 ]; then cat "$work/server.log"; bail_out "the server did not start."; fi
    sleep 1
  done
  grpc_endpoint=$(addresses | sed -n 1p) issuer=$(addresses | sed -n 2p)
}

workspace() {
  printf '{"name":"workspaces/%s","client_id":"%s","client_secret":"%s","approver_client_id":"%s","approver_client_secret":"%s"}' \
    "$1" "$1-ops" "$(cat "$work/$1-ops")" "$1-approver" "$(cat "$work/$1-approver")"
}

# The same file that the ./run.sh of the platform writes, and an admin: the clients here work with that one, too, and leave out what only an admin can do.
write_demo() {
  export OPS_DEMO=$work/demo.json
  printf '{"grpc_endpoint":"%s","token_endpoint":"%s/connect/token","issuer":"%s","admin":{"client_id":"admin","client_secret":"%s"},"workspaces":[%s,%s]}\n' \
    "$grpc_endpoint" "$issuer" "$issuer" "$(cat "$work/admin")" "$(workspace acme)" "$(workspace globex)" >"$OPS_DEMO"
}

# A suite that ran nothing, or ended badly without a failed test to show for it, counts as one failure.
suite() {
  local log=$work/$1.tap status ok bad; shift
  timeout --kill-after=10 420 "$@" >"$log" 2>&1 &
  suite_process=$!
  wait "$suite_process"
  status=$? suite_process=
  cat "$log"
  ok=$(sed -n 's/^# pass //p' "$log" | tail -1) bad=$(sed -n 's/^# fail //p' "$log" | tail -1)
  ok=${ok:-0} bad=${bad:-0}
  if [ "$bad" = 0 ] && { [ "$status" != 0 ] || [ "$ok" = 0 ]; }; then bad=1; fi
  passed=$((passed + ok)) failed=$((failed + bad))
}

umask 077
work=$(mktemp -d)
# The user that the database runs as must get through to its own folder.
chmod 711 "$work"
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

build
start_database
for workspace in acme globex; do
  create_client "$workspace" "$workspace-ops" 'budgets.*'
  create_client "$workspace" "$workspace-approver" budgets.read,budgets.approve,budgets.close
done
create_client platform admin 'clients.*'
start_server
write_demo

[ $# -gt 0 ] || set -- node python
for language; do suite "$language" "$language/run.sh"; done
if [ "$failed" != 0 ]; then sed 's/^/# server: /' "$work/server.log" | tail -n 40; fi
printf '# pass %d\n# fail %d\n' "$passed" "$failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
