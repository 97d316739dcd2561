#!/usr/bin/env bash
# install-packages.sh <package>...: installs Debian packages without their services. As root.
#
# Debian starts the servers that it installs, on the ports that they are known by (9090, 9093, 9091, 9100, 5672), and again
# at every boot. The stack starts its own, so the services of packages that come with this call are neither started nor
# enabled. Services of packages that were there before are not touched.
set -euo pipefail

policy=/usr/sbin/policy-rc.d
mark='# written by eng/install-packages.sh, removed when it ends'

# Debian's maintainer scripts ask this file before they start a service: 101 is "no".
deny_service_starts() {
    if [[ -e $policy ]] && ! grep -qF "$mark" "$policy"; then
        return # the administrator's own; what it lets start is stopped below
    fi
    trap 'rm -f "$policy"' EXIT
    trap 'exit 130' INT TERM HUP
    printf '#!/bin/sh\n%s\nexit 101\n' "$mark" >"$policy"
    chmod 755 "$policy"
}

is_installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

services_of() { dpkg -L "$1" | sed -nE 's#^(/usr)?/lib/systemd/system/([^/@]+\.(service|timer|socket))$#\2#p'; }

# Comes with rabbitmq-server and has a service too: epmd, on all addresses and port 4369.
companions=(erlang-base)

new=()
for package in "$@" "${companions[@]}"; do
    is_installed "$package" || new+=("$package")
done

deny_service_starts
DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold "$@"

for package in "${new[@]}"; do
    is_installed "$package" || continue
    for service in $(services_of "$package"); do
        if [[ -d /run/systemd/system ]]; then
            systemctl disable --now "$service"
        elif command -v systemctl >/dev/null; then
            systemctl disable "$service"
        elif [[ -e /etc/init.d/${service%.*} ]]; then
            update-rc.d "${service%.*}" disable
        fi
    done
done
