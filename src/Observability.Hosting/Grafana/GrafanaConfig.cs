namespace Observability.Hosting.Grafana;

/// <summary>Everything that goes into <c>grafana.ini</c>, with addresses resolved and paths mapped.</summary>
/// <param name="RootUrl">URL under which people see Grafana, with a slash at its end.</param>
/// <param name="Paths">Where its files lie.</param>
/// <param name="AdminPasswordFile">File with the administrator's password.</param>
/// <param name="SecretKeyFile">File with the key that encrypts secrets in the database.</param>
/// <param name="LoginForm">Whether people can sign in with a name and a password of Grafana's own.</param>
/// <param name="SignIn">The identity provider, or null.</param>
internal sealed record GrafanaConfig(
    string RootUrl,
    GrafanaPaths Paths,
    string AdminPasswordFile,
    string SecretKeyFile,
    bool LoginForm,
    GrafanaSignIn? SignIn);
