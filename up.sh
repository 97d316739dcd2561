#!/usr/bin/env bash
# Sets up what is missing, builds, and runs the stack until Ctrl+C. See ./up.sh --help.
set -euo pipefail
# shellcheck source=eng/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/eng/setup.sh"

host=$ROOT/AppHost/bin/Debug/net10.0/AppHost

if [[ " $* " == *" --help "* || " $* " == *" -h "* ]]; then
    cat <<'HELP'
./up.sh [switches]

Installs what this machine lacks (Debian's packages of the servers; as root or with sudo), builds what has changed since
the last build, and starts the AppHost with the switches:

  --until-ready   stop as soon as everything that can run is healthy; exit code 0, or 1 with the evidence
  --persist       keep data and ports for the next run
  --Key=value     any setting of the AppHost
HELP
    # The AppHost knows its settings itself.
    if [[ -x $host ]]; then
        printf '\n'
        "$host" --help
    fi
    exit
fi

prepare "${STACK_NEEDS[@]}"

if ! is_built; then
    # One build at a time: a second run beside this one waits for it, and finds it done.
    mkdir -p "$ROOT/AppHost/obj"
    exec {lock}>"$ROOT/AppHost/obj/up.lock"
    flock "$lock"
    # The first build of a checkout goes without the analyzers, half of its time: what is committed has passed them.
    options=()
    [[ -x $host ]] || options+=(-p:RunAnalyzers=false)
    is_built || step 'Building' build "$ROOT/AppHost" "${options[@]}"
    exec {lock}>&-
fi

# The program itself and not 'dotnet run': every signal reaches it, and it starts faster. What 'dotnet run' would set:
# the launch profile's variables, and where .NET is (for one that is not installed system-wide).
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
if [[ -z ${DOTNET_ROOT:-} && -d $dotnet/host/fxr ]]; then
    export DOTNET_ROOT=$dotnet
fi
export DOTNET_ENVIRONMENT=${DOTNET_ENVIRONMENT:-Development} ASPIRE_ALLOW_UNSECURED_TRANSPORT=true
cd "$ROOT/AppHost"
exec "$host" "$@"
