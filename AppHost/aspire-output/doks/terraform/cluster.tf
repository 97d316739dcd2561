# doks/terraform/cluster.tf - written by: dotnet run --project AppHost -- publish

data "digitalocean_kubernetes_versions" "stack" {
  version_prefix = var.kubernetes_version_prefix
}

resource "digitalocean_vpc" "stack" {
  name   = var.name
  region = var.region
}

resource "digitalocean_kubernetes_cluster" "stack" {
  name                 = var.name
  region               = var.region
  version              = data.digitalocean_kubernetes_versions.stack.latest_version
  vpc_uuid             = digitalocean_vpc.stack.id
  ha                   = var.highly_available
  registry_integration = var.registry_integration
  surge_upgrade        = true
  tags                 = var.tags

  # The maintenance policy has no effect without.
  auto_upgrade = true

  maintenance_policy {
    day        = var.maintenance_day
    start_time = var.maintenance_start
  }

  # Exactly one; the others are resources of their own.
  node_pool {
    name       = "fixed"
    size       = "s-4vcpu-8gb"
    tags       = var.tags
    node_count = 1
  }

  # DigitalOcean upgrades it.
  lifecycle {
    ignore_changes = [version]
  }
}

resource "digitalocean_kubernetes_node_pool" "burst" {
  cluster_id = digitalocean_kubernetes_cluster.stack.id
  name       = "burst"
  size       = "s-4vcpu-8gb"
  tags       = var.tags
  auto_scale = true
  min_nodes  = 1
  max_nodes  = 3
}
