#!/bin/sh
# The tests in JavaScript, as TAP. OPS_DEMO names the demo.json of the platform to call.
cd "$(dirname "$0")" && npm ci --silent --no-audit --no-fund && npm test --silent
