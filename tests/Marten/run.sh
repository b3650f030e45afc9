#!/usr/bin/env bash
# Has the real server write a history, and Marten read it. Reports in TAP. It brings its own database, and leaves nothing behind. Where the package
# registry does not serve Marten it fails and says so.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
root=$(cd ../.. && pwd -P)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
server=$root/artifacts/bin/OpsPlatform.Server/release/OpsPlatform.Server.dll
ops=$root/artifacts/bin/OpsPlatform.Cli/release/ops
server_process=''

finish() {
  local status=$?
  trap '' INT TERM HUP
  if [ -n "$server_process" ]; then kill "$server_process" 2>/dev/null; wait "$server_process" 2>/dev/null; fi
  "$root/eng/postgres.sh" stop "$work/postgres" >/dev/null 2>&1
  rm -rf "$work"
  exit "$status"
}

# Bail out! is TAP for: there is nothing to test. It counts as one failure.
bail_out() {
  printf 'Bail out! %s\n# pass 0\n# fail 1\n' "$*"
  exit 1
}

build() {
  dotnet restore AttachedMarten.csproj --disable-build-servers >"$work/restore.log" 2>&1 \
    || { sed 's/^/# /' "$work/restore.log"; bail_out "Marten cannot be restored from the package registry: nothing was shown."; }
  for project in tests/Marten/AttachedMarten.csproj src/OpsPlatform.Server src/OpsPlatform.Cli; do
    dotnet build "$root/$project" -c Release --disable-build-servers -clp:ErrorsOnly >"$work/build.log" 2>&1 \
      || { sed 's/^/# /' "$work/build.log"; bail_out "$project does not build."; }
  done
}

start_server() {
  local patience_s=120
  Kestrel__Endpoints__Grpc__Url=http://127.0.0.1:0 Kestrel__Endpoints__Http__Url=http://127.0.0.1:0 dotnet "$server" >"$work/server.log" 2>&1 &
  server_process=$!
  until grep -q 'Application started' "$work/server.log"; do
    if ! kill -0 "$server_process" 2>/dev/null || [ $((patience_s--)) = 0 ]; then sed 's/^/# /' "$work/server.log"; bail_out "the server did not start."; fi
    sleep 1
  done
  OPS_ADDRESS=$(listens 1) OPS_TOKEN_ENDPOINT=$(listens 2)/connect/token
  export OPS_ADDRESS OPS_TOKEN_ENDPOINT
}

# The ports are the server's choice; its log says which: the endpoints in the order of their names, Grpc and Http.
listens() { sed -nE 's/^ *Now listening on: (.*)$/\1/p' "$work/server.log" | sed -n "$1p"; }

# as CLIENT COMMAND...: one command of a client, in the workspace that its id begins with.
as() {
  local client=$1; shift
  if [ ! -f "$work/$client" ]; then
    timeout 120 dotnet "$server" create-client --workspace "${client%-*}" --client-id "$client" --permissions 'budgets.*' --secret-file "$work/$client" >"$work/client.log" 2>&1 \
      || { sed 's/^/# /' "$work/client.log"; bail_out "the client $client cannot be made."; }
  fi
  OPS_CLIENT_ID=$client OPS_CLIENT_SECRET=$(cat "$work/$client") OPS_WORKSPACE=${client%-*} XDG_CONFIG_HOME=$work "$ops" "$@" >"$work/ops.log" 2>&1 \
    || { sed 's/^/# /' "$work/ops.log"; bail_out "ops $* failed."; }
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
OPS_DATABASE=$(OPS_PG_OPTIONS="-c fsync=off" "$root/eng/postgres.sh" start "$work/postgres") || bail_out "PostgreSQL did not start."
export OPS_DATABASE
start_server

as acme-ops budgets create spring --preset five-three-two --total 100000 --currency CNY --display-name Spring
as acme-ops budgets submit spring
as acme-boss budgets approve spring
as acme-ops budgets reserve spring --line content --amount 1234.50 --reservation-id kol
as acme-ops budgets capture spring/kol --final
as acme-ops budgets record spring --line content --amount 99 --purpose '主播 "props"'
as globex-ops budgets create spring --preset five-three-two --total 7 --currency EUR --display-name Frühling

dotnet "$root/artifacts/bin/AttachedMarten/release/AttachedMarten.dll" "$OPS_DATABASE" reader.sql
