# Shared by up.sh and test.sh: finds what this machine lacks, installs it and builds. Sourced, not run.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 ASPIRE_CLI_TELEMETRY_OPTOUT=true

# What must be there, and the Debian package that brings it. Whatever is on PATH already is taken as it is.
# shellcheck disable=SC2034 # read by the scripts that source this
STACK_NEEDS=(
    prometheus=prometheus
    promtool=prometheus
    prometheus-alertmanager=prometheus-alertmanager
    amtool=prometheus-alertmanager
    prometheus-pushgateway=prometheus-pushgateway
    prometheus-node-exporter=prometheus-node-exporter
    rabbitmq-server=rabbitmq-server
    setsid=util-linux       # gives the orchestrator a session of its own
    libcrypto.so.3=libssl3  # the orchestrator's TLS
)

note() { printf '%s\n' "$*" >&2; }

seconds_since() {
    local tenths=$(((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}) / 100000))
    printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

# Runs a command as one line with its time; its output is shown only when it fails.
step() {
    local name=$1 log started ticker='' result=0
    shift
    log=$(mktemp)
    started=$EPOCHREALTIME
    if [[ -t 2 ]]; then
        printf '%s …' "$name" >&2
        tick "$name" "$started" &
        ticker=$!
    fi
    # In the foreground, so that Ctrl+C reaches it.
    "$@" >"$log" 2>&1 </dev/null || result=$?
    if [[ -n $ticker ]]; then
        kill "$ticker" 2>/dev/null || true
        wait "$ticker" 2>/dev/null || true
        printf '\r\033[K' >&2
    fi
    if [[ $result -eq 0 ]]; then
        note "$name: $(seconds_since "$started") s"
    else
        note "$name: failed after $(seconds_since "$started") s (exit code $result)"
        cat "$log" >&2
    fi
    rm -f "$log"
    return "$result"
}

tick() {
    local never parent=$$
    exec {never}<> <(:) # reading from it waits without a process of its own
    while kill -0 "$parent" 2>/dev/null; do
        read -rt 1 -u "$never" || true
        printf '\r%s … %s s' "$1" "$(seconds_since "$2")" >&2
    done
}

# Some of Debian's servers are in /usr/sbin, which is on root's PATH only.
have() {
    case $1 in
        lib*.so.*) compgen -G "/usr/lib*/$1" >/dev/null || compgen -G "/usr/lib/*/$1" >/dev/null ;;
        *) PATH=$PATH:/usr/sbin command -v "$1" >/dev/null 2>&1 ;;
    esac
}

# The .NET 10 SDK, found beside the dotnet command: asking it takes a tenth of a second.
have_sdk() {
    local dotnet
    dotnet=$(command -v dotnet) || return 1
    compgen -G "$(dirname "$(readlink -f "$dotnet")")/sdk/10.*" >/dev/null || dotnet --list-sdks 2>/dev/null | grep -q '^10\.'
}

# npm is needed once, for the bundle with the orchestrator and the dashboard.
have_bundle() {
    local bundle=${ASPIRE_HOME:-$HOME/.aspire}/bundle
    [[ -x $bundle/dcp/dcp && -x $bundle/managed/aspire-managed ]] ||
        [[ -n ${ASPIRE_LAYOUT_PATH:-}${AspireCliBundlePath:-}${ASPIRE_DCP_PATH:-} ]]
}

as_root() {
    if [[ $EUID -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

# prepare <command=package>...: makes sure of the SDK, npm and these commands. What cannot be installed from here is
# named in one message, with the command that installs it.
prepare() {
    local need sudo='' missing=() packages=()
    [[ $EUID -eq 0 ]] || sudo='sudo '
    for need in "$@"; do
        have "${need%%=*}" || [[ " ${packages[*]} " == *" ${need#*=} "* ]] || packages+=("${need#*=}")
    done
    have_sdk || missing+=("the .NET 10 SDK:
      curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0 && export PATH=\$HOME/.dotnet:\$PATH")
    have npm || have_bundle || missing+=("npm, which fetches the Aspire bundle:
      ${sudo}apt-get install -y --no-install-recommends nodejs npm")
    if [[ ${#packages[@]} -gt 0 ]]; then
        if ! have apt-get; then
            missing+=("${packages[*]}: this machine has no apt-get; install these programs and put them on PATH")
        elif [[ -n $sudo ]] && ! { have sudo && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; }; then
            missing+=("root, or sudo, to run:
      apt-get update && apt-get install -y --no-install-recommends ${packages[*]}")
        fi
    fi
    if [[ ${#missing[@]} -gt 0 ]]; then
        note 'Missing, and not to be installed from here:'
        for need in "${missing[@]}"; do note "  - $need"; done
        return 1
    fi
    [[ ${#packages[@]} -eq 0 ]] || install_packages "${packages[@]}"
}

install_packages() {
    [[ $EUID -eq 0 ]] || sudo -v # asks for the password now, not in the middle of a step
    # Lists that cannot be had may still be good enough; if they are not, the installation says so.
    step "Updating Debian's package lists" as_root apt-get update -q -o Acquire::Retries=3 -o APT::Update::Error-Mode=any || true
    step "Installing $*" as_root bash "$ROOT/eng/install-packages.sh" "$@"
}

# Folders and files that the AppHost is built from.
SOURCES=("$ROOT"/{AppHost,ServiceDefaults,src,Directory.Build.props,Directory.Packages.props,.editorconfig,BannedSymbols.txt})

# build <project or solution> [option]...: leaves no build server behind, and two stamps. built.from has the time before the build, so
# that a file edited during it counts for the next one; built has the time after it, as the build itself makes folders.
build() {
    local stamp=$ROOT/AppHost/obj/built
    mkdir -p "${stamp%/*}"
    touch "$stamp.new"
    dotnet build "$@" -v q --nologo --disable-build-servers || return
    mv "$stamp.new" "$stamp.from"
    touch "$stamp"
}

# True when nothing that the AppHost is built from has changed since the last build. Folders count for the files that
# were removed from them. A build that finds nothing to do takes seconds, this takes some milliseconds.
is_built() {
    local stamp=$ROOT/AppHost/obj/built
    [[ -x $ROOT/AppHost/bin/Debug/net10.0/AppHost && -e $stamp && -e $stamp.from ]] || return 1
    # A run makes its state folder in AppHost/ itself.
    [[ -z $(find "${SOURCES[@]}" \( -name bin -o -name obj -o -name .observability \) -prune \
        -o -type f -newer "$stamp.from" -print -quit \
        -o -type d -newer "$stamp" ! -path "$ROOT/AppHost" -print -quit) ]]
}
