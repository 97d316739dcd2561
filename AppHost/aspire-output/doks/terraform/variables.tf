# doks/terraform/variables.tf - written by: dotnet run --project AppHost -- publish

variable "name" {
  description = "Name of the cluster and of its network."
  type        = string
  default     = "doks-observability"
}

variable "region" {
  description = "Region of everything, https://docs.digitalocean.com/platform/regional-availability/"
  type        = string
  default     = "lon1"
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
