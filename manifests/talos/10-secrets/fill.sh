#!/usr/bin/env bash
# talos/10-secrets/fill.sh - written by: dotnet run --project AppHost -- publish
# Puts this machine's secrets into the cluster of the current kubectl context. Values go through pipes: they are in no
# file and in no argument. Run it from the repository's root, after 00-cluster; what is there already is replaced.
set -euo pipefail
dotnet build AppHost --verbosity quiet --nologo
fill() { # namespace, secret, key
  # As a whole before anything is applied: of a value that cannot be read the pipe would make an empty one. The dot keeps
  # line ends, which a shell cuts off; printf is the shell's own, so the value is in no argument of a process.
  local value
  value=$(dotnet run --project AppHost --no-build --no-launch-profile -- secret "$2" && printf .)
  printf '%s' "${value%.}" |
    kubectl create secret generic "$2" --namespace "$1" --from-file="$3"=/dev/stdin --dry-run=client --output=yaml |
    kubectl apply --server-side --force-conflicts --field-manager=observability-secrets --filename=-
}
fill observability cloud-exporter-token value
fill observability elasticsearch-password value
fill observability github-client-id value
fill observability github-client-secret value
fill observability grafana-admin-password value
fill observability grafana-oidc-secret value
fill observability grafana-secret-key value
fill observability influxdb-password value
fill observability influxdb-token value
fill observability keycloak-bootstrap-password value
fill observability openobserve-password value
fill observability rabbitmq-definitions definitions.json
fill observability rabbitmq-queue-documents-password value
fill observability rabbitmq-queue-points-password value
