namespace Observability.Hosting.Publishing.Secrets;

/// <summary>How secrets come into a cluster. None of the ways writes a value into a published file.</summary>
public enum SecretDelivery
{
    /// <summary>Objects without values, and a script that fills them from this machine's secrets.</summary>
    Script,

    /// <summary>One file each, to be filled and encrypted with SOPS and age before it is committed.</summary>
    Sops,

    /// <summary>Objects by which the External Secrets Operator fetches them from a vault.</summary>
    External,
}
