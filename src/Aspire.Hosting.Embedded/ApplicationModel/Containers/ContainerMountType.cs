namespace Aspire.Hosting.ApplicationModel;

/// <summary>Kind of a mount.</summary>
public enum ContainerMountType
{
    /// <summary>A file or folder of this machine.</summary>
    BindMount = 0,

    /// <summary>A volume of the engine.</summary>
    Volume = 1,
}
