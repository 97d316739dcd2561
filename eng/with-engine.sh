#!/usr/bin/env bash
# Starts a Docker Engine of its own, runs a command with DOCKER_HOST set to it, and leaves nothing of it behind.
# See eng/with-engine.sh --help.
set -uo pipefail

START_SECONDS=${OBS_ENGINE_START_SECONDS:-60}
STOP_SECONDS=30 # the engine gives its containers ten

usage() {
    cat <<'HELP'
eng/with-engine.sh command [argument ...]

Runs the command with DOCKER_HOST set to a Docker Engine that is started for it: socket, images, containers and volumes are in a
temporary folder, which is removed at the end. The exit code is the command's; 125 where the engine did not start.

Needs root and dockerd (Debian: apt-get install --no-install-recommends docker.io). An engine of the machine's own is left alone:
this one has a bridge and addresses of its own, and leaves routing and firewall to it, but for one rule that lets its containers
reach each other. They reach this machine too, and published ports work; they do not reach any other machine. Images are pulled by
the engine itself and so come as they always do.

  OBS_ENGINE_STORAGE        storage driver; by default the engine chooses, and vfs where that does not work
  OBS_ENGINE_START_SECONDS  patience with its start, 60 by default
HELP
}

note() { printf '%s\n' "$*" >&2; }

fail() {
    note "$*"
    exit 125
}

# A subnet that nothing here has a route to: an engine takes none of another one's by itself where it is named a bridge.
free_subnet() {
    local candidate
    for candidate in 10.{201..250} 172.{20..31}; do
        # Routes that it is part of, a VPN's for example, and those that are part of it; the default route has everything.
        if [[ -z $({ ip -4 route show to match "$candidate.0.0/16"; ip -4 route show to root "$candidate.0.0/16"; } | grep -v '^default') ]]; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

# start <storage driver or nothing>: 0 once the engine answers.
start() {
    local options=() attempt
    [[ -z $1 ]] || options+=(--storage-driver "$1")
    # A session of its own: Ctrl+C is for the command, the engine ends after it.
    setsid dockerd --host "unix://$folder/docker.sock" --data-root "$folder/data" --exec-root "$folder/exec" \
        --pidfile "$folder/docker.pid" --config-file "$folder/daemon.json" --bridge "$bridge" \
        --default-address-pool "base=$subnet.128.0/17,size=24" --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false \
        --group "$(id -gn)" "${options[@]}" >"$folder/log" 2>&1 &
    engine=$!
    for ((attempt = 0; attempt < START_SECONDS * 5; attempt++)); do
        # The engine's own answer over its socket; a client need not be installed.
        if curl -fsS --max-time 2 --unix-socket "$folder/docker.sock" http://engine/_ping >/dev/null 2>&1; then
            return 0
        fi
        kill -0 "$engine" 2>/dev/null || return 1
        sleep 0.2
    done
    return 1
}

stop() {
    local attempt
    [[ -n $engine ]] || return 0
    kill -TERM "$engine" 2>/dev/null || true
    for ((attempt = 0; attempt < STOP_SECONDS * 10; attempt++)); do
        kill -0 "$engine" 2>/dev/null || break
        sleep 0.1
    done
    kill -KILL "$engine" 2>/dev/null || true
    wait "$engine" 2>/dev/null || true
    engine=''
}

# Containers outlive a killed engine; their shims name the engine's folder.
# shellcheck disable=SC2317,SC2329 # the trap calls it
clean_up() {
    local pid mount link
    trap '' INT TERM
    stop
    for pid in $(pgrep -f -- "$folder/exec/"); do kill -KILL "$pid" 2>/dev/null || true; done
    while read -r mount; do umount -l "$mount" 2>/dev/null || true; done \
        < <(awk -v folder="$folder/" 'index($2, folder) == 1 { print $2 }' /proc/mounts | sort -r)
    [[ -z $rule ]] || iptables -D FORWARD "${between[@]}" 2>/dev/null || true
    # Its networks that are still there: the bridges of an engine outlive it.
    while read -r link; do ip link delete "$link" 2>/dev/null || true; done \
        < <(ip -o -4 address | awk -v subnet="$subnet." 'index($4, subnet) == 1 { print $2 }')
    rm -rf "$folder"
}

case ${1:-} in
    '') usage >&2 && exit 125 ;;
    -h | --help) usage && exit ;;
esac
[[ $EUID -eq 0 ]] || fail 'An engine needs root; run this with sudo.'
for need in dockerd:docker.io containerd:containerd ip:iproute2 curl:curl pgrep:procps; do
    command -v "${need%%:*}" >/dev/null || fail "There is no ${need%%:*} on PATH (Debian: apt-get install --no-install-recommends ${need#*:})."
done

engine=''
rule=''
subnet=$(free_subnet) || fail 'There is no free subnet among 10.201 to 10.250 and 172.20 to 172.31.'
folder=$(mktemp -d /tmp/obs-engine.XXXXXX)
bridge=obs-${folder##*.}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
echo '{}' >"$folder/daemon.json"
{ ip link add "$bridge" type bridge && ip address add "$subnet.0.1/24" dev "$bridge" && ip link set "$bridge" up; } ||
    fail 'The bridge of the containers cannot be made.'
# An engine of the machine's own lets nothing through that is not of its networks, between the ports of a bridge either.
between=(-s "$subnet.0.0/16" -d "$subnet.0.0/16" -j ACCEPT)
! command -v iptables >/dev/null || { iptables -I FORWARD "${between[@]}" && rule=yes; } || note 'Containers may not reach each other.'

if ! start "${OBS_ENGINE_STORAGE:-}"; then
    stop
    # On a folder that is itself of an overlay the engine's own choice may fail.
    { [[ -z ${OBS_ENGINE_STORAGE:-} ]] && start vfs; } || {
        tail -n 20 "$folder/log" >&2
        fail 'The engine did not start; the end of its log is above.'
    }
fi

# Testcontainers' reaper is an image of its own; where images cannot be pulled it would fail every test. The engine ends with all it has.
export DOCKER_HOST="unix://$folder/docker.sock" TESTCONTAINERS_RYUK_DISABLED=${TESTCONTAINERS_RYUK_DISABLED:-true}
result=0
# What a script starts in the background ignores SIGINT, and what ignores it at its start cannot catch it later.
(trap - INT QUIT && exec "$@") &
command=$!
# Ctrl+C reaches the command by itself, since it is of this script's process group; this only waits for it.
trap : INT
# shellcheck disable=SC2064 # this command
trap "kill -TERM $command 2>/dev/null" TERM
# A wait that a trap has interrupted says more than 128, and so does a command that a signal has ended.
while wait "$command"; result=$?; [[ $result -gt 128 ]] && kill -0 "$command" 2>/dev/null; do :; done
exit "$result"
