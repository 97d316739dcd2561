using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>The resource's snapshots are published with <see cref="CustomResourceSnapshot.IsHidden"/> set.</summary>
internal sealed class HiddenAnnotation : IResourceAnnotation;
