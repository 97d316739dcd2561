namespace Aspire.Hosting.ApplicationModel;

/// <summary>When an image is pulled.</summary>
public enum ImagePullPolicy
{
    /// <summary>When the engine thinks so.</summary>
    Default = 0,

    /// <summary>At each start.</summary>
    Always = 1,

    /// <summary>Where it is not there.</summary>
    Missing = 2,

    /// <summary>Never; where it is not there the start fails.</summary>
    Never = 3,
}
