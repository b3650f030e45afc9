#!/bin/sh
# The tests in Python, as TAP, by the interpreter and the packages of Debian. OPS_DEMO names the demo.json of the platform to call.
cd "$(dirname "$0")" || exit 1
packages='python3-grpcio python3-protobuf protobuf-compiler libprotobuf-dev'
descriptors=$(mktemp)
trap 'rm -f "$descriptors"' EXIT

has_packages() { /usr/bin/python3 -c 'import grpc, google.protobuf' 2>/dev/null && [ -x /usr/bin/protoc ] && [ -f /usr/include/google/protobuf/timestamp.proto ]; }
install_packages() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages; }

has_packages || install_packages >&2
has_packages || { echo "not ok 1 - Python has gRPC"; echo "  # Install it as root: apt-get update && apt-get install $packages"; printf '# pass 0\n# fail 1\n'; exit 1; }

protos=../../../protos
/usr/bin/protoc -I $protos -I $protos/third_party --include_imports --descriptor_set_out="$descriptors" \
  opsplatform/budgets/v1/budgets_service.proto google/rpc/status.proto google/rpc/error_details.proto grpc/health/v1/health.proto || exit 1
OPS_DESCRIPTORS=$descriptors /usr/bin/python3 -B tap.py
