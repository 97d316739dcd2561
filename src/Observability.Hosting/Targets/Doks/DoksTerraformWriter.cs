using System.Globalization;
using System.Text;
using Observability.Hosting.Publishing.Tree;

namespace Observability.Hosting.Targets.Doks;

/// <summary>
/// Writes the Terraform files that make the cluster, its network and its buckets
/// (https://registry.terraform.io/providers/digitalocean/digitalocean/latest/docs/resources/kubernetes_cluster). The cluster resource takes
/// exactly one pool; every other is a resource of its own. The files are as <c>terraform fmt</c> would have them.
/// </summary>
internal static class DoksTerraformWriter
{
    /// <summary>The files; none for a target without pools.</summary>
    public static IEnumerable<ManifestFile> Write(DoksTarget target)
    {
        if (target.Pools.Count == 0)
        {
            yield break;
        }

        var folder = $"{target.Name}/terraform";
        yield return ManifestFile.FromText($"{folder}/versions.tf", Versions);
        yield return ManifestFile.FromText($"{folder}/variables.tf", Variables(target));
        yield return ManifestFile.FromText($"{folder}/cluster.tf", Cluster(target));
        if (target.Buckets.Count > 0)
        {
            yield return ManifestFile.FromText($"{folder}/buckets.tf", Buckets(target));
        }

        yield return ManifestFile.FromText($"{folder}/outputs.tf", Outputs);
    }

    // The token is in DIGITALOCEAN_TOKEN, the keys of Spaces in SPACES_ACCESS_KEY_ID and SPACES_SECRET_ACCESS_KEY.
    private const string Versions = """

        terraform {
          required_version = ">= 1.5"

          required_providers {
            digitalocean = {
              source  = "digitalocean/digitalocean"
              version = "~> 2.99"
            }
          }
        }

        # Reads DIGITALOCEAN_TOKEN, SPACES_ACCESS_KEY_ID and SPACES_SECRET_ACCESS_KEY from the environment.
        provider "digitalocean" {}

        """;

    private const string Outputs = """

        output "cluster_id" {
          description = "For: doctl kubernetes cluster kubeconfig save <id>"
          value       = digitalocean_kubernetes_cluster.stack.id
        }

        output "kubernetes_version" {
          value = digitalocean_kubernetes_cluster.stack.version
        }

        """;

    private static string Variables(DoksTarget target) => $$"""

        variable "name" {
          description = "Name of the cluster and of its network."
          type        = string
          default     = "{{target.Name}}-observability"
        }

        variable "region" {
          description = "Region of everything, https://docs.digitalocean.com/platform/regional-availability/"
          type        = string
          default     = "{{target.Region}}"
        }

        variable "kubernetes_version_prefix" {
          description = "Minor version such as 1.35., with the dot; null for the newest that DigitalOcean has."
          type        = string
          default     = null
        }

        variable "highly_available" {
          description = "A second control plane. It costs extra and cannot be taken back."
          type        = bool
          default     = false
        }

        variable "registry_integration" {
          description = "Lets the cluster pull from the account's container registry, which must exist."
          type        = bool
          default     = true
        }

        variable "tags" {
          description = "Tags of the cluster and of its nodes."
          type        = list(string)
          default     = ["observability"]
        }

        variable "maintenance_day" {
          description = "Day on which DigitalOcean may upgrade the cluster."
          type        = string
          default     = "saturday"
        }

        variable "maintenance_start" {
          description = "Hour in UTC at which it may begin."
          type        = string
          default     = "04:00"
        }

        """;

    private static string Cluster(DoksTarget target)
    {
        var first = target.Pools[0];
        var text = new StringBuilder($$"""

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

            """);
        AppendPool(text, first, "    ");
        text.Append("""
              }

              # DigitalOcean upgrades it.
              lifecycle {
                ignore_changes = [version]
              }
            }

            """);
        foreach (var pool in target.Pools.Skip(1))
        {
            text.Append(CultureInfo.InvariantCulture, $"\nresource \"digitalocean_kubernetes_node_pool\" \"{Identifier(pool.Name)}\" {{\n");
            text.Append("  cluster_id = digitalocean_kubernetes_cluster.stack.id\n");
            AppendPool(text, pool, "  ");
            text.Append("}\n");
        }

        return text.ToString();
    }

    private static void AppendPool(StringBuilder text, NodePool pool, string indent)
    {
        // Aligned as terraform fmt does it: with the longest name of the block.
        var width = "node_count".Length;
        void Append(string name, string value) => text.Append(indent).Append(name.PadRight(width)).Append(" = ").Append(value).Append('\n');
        Append("name", $"\"{pool.Name}\"");
        Append("size", $"\"{pool.Size}\"");
        Append("tags", "var.tags");
        if (pool.IsScaling)
        {
            Append("auto_scale", "true");
            Append("min_nodes", pool.Count.ToString(CultureInfo.InvariantCulture));
            Append("max_nodes", pool.Maximum.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            Append("node_count", pool.Count.ToString(CultureInfo.InvariantCulture));
        }
    }

    // A letter or an underscore comes first (https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers).
    // A hyphen of the name is an underscore and a dot a hyphen, so that no two names become one.
    private static string Identifier(string name) =>
        (char.IsAsciiDigit(name[0]) ? "_" : string.Empty) + name.Replace('-', '_').Replace('.', '-');

    private static string Buckets(DoksTarget target)
    {
        var text = new StringBuilder();
        foreach (var bucket in target.Buckets.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $$"""

                resource "digitalocean_spaces_bucket" "{{Identifier(bucket)}}" {
                  name   = "{{bucket}}"
                  region = var.region
                  acl    = "private"

                  # What is in it is all there is of the logs.
                  lifecycle {
                    prevent_destroy = true
                  }
                }

                """);
        }

        return text.ToString();
    }
}
