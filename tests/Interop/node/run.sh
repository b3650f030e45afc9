#!/bin/sh
# The tests in JavaScript, as TAP. OPS_DEMO names the demo.json of the platform to call.
cd "$(dirname "$0")" && npm ci --loglevel=error --no-audit --no-fund && npm test --silent
