#!/usr/bin/env bash
# Looks for known vulnerabilities in what we depend on. An advisory fails it. A registry that offers no advisories is told of, in a line
# that begins with `not audited`, and fails nothing: no change of ours could mend it.
#
#   eng/audit.sh     needs the network, and what a build has restored
#
# NuGet audits in each restore (Directory.Build.props); all that is left to find out here is whether it had anything to audit by.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

# A package with a known advisory (GHSA-5crp-9r3c-p9vr): whoever has advisories warns of it.
nuget_has_advisories() {
  cat >"$work/canary.csproj" <<'END'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>true</NuGetAudit></PropertyGroup>
  <ItemGroup><PackageReference Include="Newtonsoft.Json" Version="12.0.1" /></ItemGroup>
</Project>
END
  dotnet restore "$work/canary.csproj" 2>&1 | grep -q 'NU190[1-4]'
}

# Status 1 with the vulnerabilities, when there are any.
audit_npm() {
  local answer
  if answer=$(cd "$1" && npm audit --package-lock-only --audit-level=low 2>&1); then
    echo "npm, $1: no known vulnerability"
  elif grep -q 'audit endpoint returned an error\|ENOTFOUND\|ECONNREFUSED\|ETIMEDOUT' <<<"$answer"; then
    echo "not audited: npm packages of $1, since the registry offers no advisories. Run eng/audit.sh where it does."
  else
    echo "$answer"
    return 1
  fi
}

if nuget_has_advisories; then
  dotnet restore OpsPlatform.sln --force || status=1
else
  echo "not audited: NuGet packages, since their source offers no advisories. Run eng/audit.sh where it does."
fi
for lock in $(git ls-files '*package-lock.json'); do audit_npm "$(dirname "$lock")" || status=1; done
exit "$status"
