#!/usr/bin/env bash
# Runs every check there is, from nothing: installs what is missing, starts a PostgreSQL of its own, and ends with the line
# `N passed, N failed`. Logs of each suite are left in artifacts/test. Exit status 0 only when something passed and nothing failed.
#
#   ./test.sh            everything
#   ./test.sh NAME ...   only the suites whose names begin so: Budgets is none, `OpsPlatform.Domain` is one, `interop` another
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
logs=$PWD/artifacts/test
configuration=Release
passed=0 failed=0
wanted=("$@")

mkdir -p "$logs"
say() { printf '\n== %s\n' "$*"; }
is_wanted() {
  local prefix
  [ ${#wanted[@]} = 0 ] && return 0
  for prefix in "${wanted[@]}"; do case $1 in "$prefix"*) return 0 ;; esac; done
  return 1
}

# count NAME PASSED FAILED STATUS: a suite that ran nothing, or ended badly without a failed test to show for it, counts as one failure.
count() {
  local name=$1 ok=${2:-0} bad=${3:-0} status=$4
  if [ "$bad" = 0 ] && { [ "$status" != 0 ] || [ "$ok" = 0 ]; }; then bad=1; fi
  passed=$((passed + ok)) failed=$((failed + bad))
  printf '%-32s %5d passed %5d failed\n' "$name" "$ok" "$bad"
  if [ "$bad" != 0 ]; then tail -n 80 "$logs/$name.log"; fi
}

# One check that passes or does not.
check() {
  local name=$1; shift
  is_wanted "$name" || return 0
  if "$@" >"$logs/$name.log" 2>&1; then count "$name" 1 0 0; else count "$name" 0 1 1; fi
}

# A suite that reports in TAP, as node's test runner does.
tap() {
  local name=$1 status; shift
  is_wanted "$name" || return 0
  "$@" >"$logs/$name.log" 2>&1
  status=$?
  count "$name" "$(sed -n 's/^# pass //p' "$logs/$name.log" | tail -1)" "$(sed -n 's/^# fail //p' "$logs/$name.log" | tail -1)" "$status"
}

dotnet_suite() {
  local name=$1 status log=$logs/$1.log
  is_wanted "$name" || return 0
  timeout 1200 dotnet "artifacts/bin/$name/${configuration,,}/$name.dll" --no-progress >"$log" 2>&1
  status=$?
  figure() { sed -nE "s/^ *$1: ([0-9]+).*/\1/p" "$log" | tail -1; }
  # A skipped test is a test that cannot fail.
  count "$name" "$(figure succeeded)" $(($(figure failed) + $(figure skipped) + 0)) "$status"
}

finish() {
  eng/postgres.sh stop "$logs/postgres" >/dev/null 2>&1
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
  exit
}

stop_early() {
  say "$1"
  failed=$((failed + 1))
  finish
}

command -v dotnet >/dev/null || stop_early "dotnet is missing. Install the .NET 10 SDK (https://dot.net) and put it on the PATH."
command -v npm >/dev/null || stop_early "npm is missing. Install Node.js 20 or later."

say "building"
dotnet build OpsPlatform.sln -c "$configuration" -clp:ErrorsOnly >"$logs/build.log" 2>&1 || { cat "$logs/build.log"; stop_early "the build failed"; }

say "starting PostgreSQL"
OPS_TEST_DATABASE=$(OPS_PG_OPTIONS="-c fsync=off -c max_connections=300" eng/postgres.sh start "$logs/postgres") || stop_early "PostgreSQL did not start"
export OPS_TEST_DATABASE
trap finish INT TERM

say "testing"
for project in tests/*/*.Tests.csproj; do dotnet_suite "$(basename "$project" .csproj)"; done
tap protos sh -c 'cd tests/Protos && npm ci --silent --no-audit --no-fund && npm test --silent'
tap interop tests/Interop/run.sh
tap marten tests/Marten/run.sh
check format dotnet format OpsPlatform.sln --verify-no-changes --no-restore --severity warn
check audit eng/audit.sh
grep -hs '^not audited' "$logs/audit.log"
check walkthrough tests/walkthrough.sh
finish
