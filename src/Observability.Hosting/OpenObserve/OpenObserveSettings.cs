using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.OpenObserve;

/// <summary>What the verbs have said about one OpenObserve; its user is in its <see cref="OtlpReceiverAnnotation"/>.</summary>
internal sealed class OpenObserveSettings : IResourceAnnotation
{
    /// <summary>Days that data is kept, or null for OpenObserve's own default.</summary>
    public int? RetentionDays { get; set; }

    /// <summary>Bucket for the data, or null for the data folder.</summary>
    public ObjectStore? Store { get; set; }
}
