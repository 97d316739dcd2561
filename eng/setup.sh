# Shared by up.sh and test.sh: finds what is missing on a Debian machine and installs it. Sourced, not run.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 ASPIRE_CLI_TELEMETRY_OPTOUT=true

# One line per step, with its time; its output is shown only when it fails.
step() {
    local name=$1 log started
    shift
    log=$(mktemp)
    started=$(date +%s%N)
    [ -t 2 ] && printf '%s ...' "$name" >&2
    if "$@" >"$log" 2>&1; then
        [ -t 2 ] && printf '\r' >&2
        printf '%s (%d.%d s)\n' "$name" $((($(date +%s%N) - started) / 1000000000)) $((($(date +%s%N) - started) / 100000000 % 10)) >&2
        rm -f "$log"
    else
        printf '\n%s failed:\n' "$name" >&2
        cat "$log" >&2
        rm -f "$log"
        return 1
    fi
}

# Prints the packages of the arguments (command=package) whose command is not there.
missing_packages() {
    local pair
    for pair in "$@"; do
        command -v "${pair%%=*}" >/dev/null 2>&1 || [ -e "${pair%%=*}" ] || printf '%s ' "${pair#*=}"
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Everything that is missing and cannot be installed from here, in one message.
require() {
    local missing=() packages=$1
    command -v dotnet >/dev/null 2>&1 && dotnet --list-sdks 2>/dev/null | grep -q '^1[0-9]\.' \
        || missing+=("the .NET 10 SDK: https://learn.microsoft.com/dotnet/core/install/linux")
    command -v npm >/dev/null 2>&1 || [ -x "${ASPIRE_HOME:-$HOME/.aspire}/bundle/dcp/dcp" ] \
        || missing+=("Node.js with npm (it fetches the Aspire bundle): sudo apt-get install nodejs npm")
    if [ -n "$packages" ]; then
        if ! command -v apt-get >/dev/null 2>&1; then
            missing+=("Debian's packages $packages: there is no apt-get here; install the same programs and put them on PATH")
        elif [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null 2>&1; then
            missing+=("root or sudo, to run: apt-get install $packages")
        fi
    fi
    if [ ${#missing[@]} -gt 0 ]; then
        printf 'Missing:\n' >&2
        printf '  %s\n' "${missing[@]}" >&2
        return 1
    fi
}

# Installs Debian packages. The servers among them would start as services and take the well-known ports; a policy
# that Debian's own scripts ask (policy-rc.d, exit code 101) keeps them from it while they are installed. Services that
# ran before are not touched.
install_packages() {
    local policy=/usr/sbin/policy-rc.d own=0 result=0
    as_root apt-get update -q || return 1
    if [ ! -e $policy ]; then
        own=1
        printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null
        as_root chmod +x $policy
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" || result=1
    [ $own -eq 1 ] && as_root rm -f $policy
    return $result
}

# Makes sure of the commands given as command=package pairs.
prepare() {
    local packages
    packages=$(missing_packages "$@")
    packages=${packages% }
    require "$packages" || return 1
    if [ -n "$packages" ]; then
        # shellcheck disable=SC2086 # a list of package names
        step "Installing $packages" install_packages $packages
    fi
}

# The servers of the stack that Debian has, and what the engine needs.
STACK_COMMANDS=(
    prometheus=prometheus
    prometheus-alertmanager=prometheus-alertmanager
    prometheus-pushgateway=prometheus-pushgateway
    prometheus-node-exporter=prometheus-node-exporter
    setsid=util-linux
)
