# doks/terraform/buckets.tf - written by: dotnet run --project AppHost -- publish

resource "digitalocean_spaces_bucket" "observability_logs" {
  name   = "observability-logs"
  region = var.region
  acl    = "private"

  # What is in it is all there is of the logs.
  lifecycle {
    prevent_destroy = true
  }
}
