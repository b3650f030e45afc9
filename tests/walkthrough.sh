#!/usr/bin/env bash
# Runs ./run.sh as a newcomer does: on new data, again on the same data, and on machines that lack something.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
work=$(mktemp -d)
chmod 755 "$work"
data="$work/the demo's data"
failures=0
unset OPS_DATABASE OPS_PG_BIN
# Whatever descends from this script inherits the mark, and is found by it.
export OPS_WALKTHROUGH_TEST=$work

left_over() {
  local environment pid
  for environment in /proc/[0-9]*/environ; do
    pid=${environment//[^0-9]/}
    if [ "$pid" != $$ ] && [ "$pid" != "$BASHPID" ] && tr '\0' '\n' 2>/dev/null <"$environment" | grep -qxF "OPS_WALKTHROUGH_TEST=$work"; then echo "$pid"; fi
  done
}

clean_up() {
  local pid
  for pid in $(left_over); do kill -9 "$pid" 2>/dev/null; done
  rm -rf "$work"
}
trap clean_up EXIT

is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
free_port() {
  local port
  while :; do
    port=$((40000 + RANDOM % 20000))
    if ! is_open "$port"; then echo "$port"; return; fi
  done
}
grpc_port=$(free_port)
http_port=$(free_port)
while [ "$http_port" = "$grpc_port" ]; do http_port=$(free_port); done

check() {
  local sentence=$1; shift
  if "$@"; then echo "ok: $sentence"; else echo "NOT OK: $sentence ($*)"; failures=$((failures + 1)); fi
}

# Runs ./run.sh from elsewhere; its words go to $work/out, its exit status to $status.
run() {
  (cd / && exec timeout 600 "$root/run.sh" --data "$data" --grpc-port "$grpc_port" --http-port "$http_port" "$@") >"$work/out" 2>&1
  status=$?
  echo "-- run.sh $* ended with $status"
}
says() { grep -qF -- "$1" "$work/out" || { tail -n 40 "$work/out"; return 1; }; }
ended_with() { [ "$status" = "$1" ] || { tail -n 40 "$work/out"; return 1; }; }
leaves_nothing_running() { [ -z "$(left_over)" ] && ! is_open "$grpc_port" && ! is_open "$http_port"; }
never_says() { ! grep -rqF -- "$2" "$1"; }
has_form() {
  node -e '
    const { equal, match, notEqual } = require("node:assert");
    const [file, grpc, http] = process.argv.slice(1);
    const demo = JSON.parse(require("node:fs").readFileSync(file));
    equal(demo.grpc_endpoint, `http://127.0.0.1:${grpc}`);
    equal(demo.issuer, `http://127.0.0.1:${http}`);
    equal(demo.token_endpoint, `${demo.issuer}/connect/token`);
    equal(demo.workspaces.map((workspace) => workspace.name).join(), "workspaces/acme,workspaces/globex");
    for (const workspace of demo.workspaces) {
      for (const key of ["client_id", "client_secret", "approver_client_id", "approver_client_secret", "legal_client_id", "legal_client_secret"]) match(workspace[key], /^[\x21-\x7e]+$/);
      notEqual(workspace.client_id, workspace.approver_client_id);
    }' "$data/demo.json" "$grpc_port" "$http_port"
}

# The wrong way round, and machines that lack something: nothing is built or started.
run --wish; check "an unknown option is wrong usage" ended_with 2
run --grpc-port 0; check "port 0 is wrong usage" ended_with 2
run --http-port "$grpc_port"; check "one port for both is wrong usage" ended_with 2
run --help; check "help is given" ended_with 0; check "help names the options" says --grpc-port

mkdir "$work/bin"
ln -s /usr/bin/* /bin/* "$work/bin" 2>/dev/null
rm -f "$work/bin/dotnet"
PATH=$work/bin run --once
check "without dotnet it ends with 3" ended_with 3
check "without dotnet it says what to install" says "Install the .NET 10 SDK"

OPS_PG_BIN=$work/none run --once
check "without PostgreSQL it ends with 3" ended_with 3
check "without PostgreSQL it says what to install" says "apt-get install postgresql"

node -e 'require("node:net").createServer().listen(Number(process.argv[1]), "127.0.0.1", () => console.log("listening"))' "$http_port" >"$work/listener" &
listener=$!
until [ -s "$work/listener" ]; do kill -0 "$listener" || exit 1; done
run --once
check "a port in use ends it with 1" ended_with 1
check "a port in use is named" says "port $http_port, for HTTP, is in use"
kill "$listener"
wait "$listener" 2>/dev/null
check "none of these leaves a process" leaves_nothing_running

# New data.
run --once
check "the walkthrough passes" ended_with 0
check "all of it is new" says "885 new, 0 replayed from an earlier run, 7 refused."
check "the matrix is imported and counted" says "40 accounts; "
check "the matrix adds up" says "plays are counted"
check "ledger and lines agree" says "ledger and lines agree: 931 entries, 18 lines, 7 rows refused as expected"
check "a content goes from its draft to its takedown" says "Taken down in time"
check "the forecast counts what the ledger counts" says "the year came to "
check "the statement is written" grep -qF "公众号与视频号年度运营" "$data/wechat-2026.html"
check "demo.json has its form" has_form
check "demo.json is for its owner only" [ "$(stat -c %a "$data/demo.json")" = 600 ]
check "it leaves no process" leaves_nothing_running
for secret in "$data"/secrets/*; do check "${secret##*/}'s secret is in no log" never_says "$data/server.log" "$(cat "$secret")"; done
cp "$data/demo.json" "$work/demo.json"

# The same data again, served until it is told to stop.
mkfifo "$work/words"
(cd / && exec timeout 600 "$root/run.sh" --data "$data" --grpc-port "$grpc_port" --http-port "$http_port") >"$work/words" 2>&1 &
serving=$!
while read -r word; do
  echo "$word"
  case $word in Serving*)
    http_port=$(free_port) grpc_port=$(free_port) run --once >&2
    kill -TERM "$serving" ;;
  esac
done <"$work/words" >"$work/served"
wait "$serving"
status=$?
check "a second run on data that is served ends with 1" says "another run.sh serves from $data"
mv "$work/served" "$work/out"
check "told to stop, it stops well" ended_with 0
check "all of it is replayed" says "0 new, 885 replayed from an earlier run, 7 refused."
check "the ledger is as it was" says "ledger and lines agree: 931 entries, 18 lines, 7 rows refused as expected"
check "all values are there already" says "40 accounts; 0 values new,"
check "the secrets are as they were" cmp -s "$data/demo.json" "$work/demo.json"
check "it prints the client id" says acme-ops
check "stopped, it leaves no process" leaves_nothing_running

OPS_DATABASE="Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=2" run --once
check "a database that cannot be reached ends it with 1" ended_with 1
check "a database that cannot be reached is what it names" says OPS_DATABASE
check "a failure leaves no process" leaves_nothing_running

[ "$failures" = 0 ]
