# doks/terraform/outputs.tf - written by: dotnet run --project AppHost -- publish

output "cluster_id" {
  description = "For: doctl kubernetes cluster kubeconfig save <id>"
  value       = digitalocean_kubernetes_cluster.stack.id
}

output "kubernetes_version" {
  value = digitalocean_kubernetes_cluster.stack.version
}
