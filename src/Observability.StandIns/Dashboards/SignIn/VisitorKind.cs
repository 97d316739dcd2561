namespace Observability.StandIns.Dashboards.SignIn;

/// <summary>How somebody came in.</summary>
internal enum VisitorKind
{
    /// <summary>Through the identity provider.</summary>
    OAuth,

    /// <summary>With the administrator's password.</summary>
    Password,

    /// <summary>Without any name.</summary>
    Anonymous,
}
