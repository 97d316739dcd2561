#!/usr/bin/env bash
# Sets up what is missing, builds, and runs the stack until Ctrl+C. See ./up.sh --help.
set -euo pipefail
# shellcheck source=eng/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/eng/setup.sh"

prepare "${STACK_COMMANDS[@]}" || exit 1

host=$ROOT/AppHost/bin/Debug/net10.0/AppHost
# Built already, and no source newer than the build: straight to the start.
if [ ! -x "$host" ] || [ -n "$(find "$ROOT"/AppHost "$ROOT"/ServiceDefaults "$ROOT"/src "$ROOT"/Directory.*.props \
    \( -name bin -o -name obj -o -name .observability \) -prune -o -type f -newer "$host.dll" -print -quit)" ]; then
    step "Building" dotnet build "$ROOT/AppHost" -v q --nologo || exit 1
    touch "$host.dll"
fi

# The program itself and not 'dotnet run': signals reach it, and it starts faster.
cd "$ROOT/AppHost"
export DOTNET_ENVIRONMENT=${DOTNET_ENVIRONMENT:-Development} ASPIRE_ALLOW_UNSECURED_TRANSPORT=true
exec "$host" "$@"
