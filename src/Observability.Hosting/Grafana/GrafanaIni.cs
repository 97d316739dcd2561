namespace Observability.Hosting.Grafana;

/// <summary>Everything that goes into <c>grafana.ini</c>, with addresses resolved and paths mapped.</summary>
/// <param name="RootUrl">URL that people see, with a slash at its end.</param>
/// <param name="DataFolder">Database and sessions.</param>
/// <param name="ProvisioningFolder">Provisioning files.</param>
/// <param name="AdminPasswordPath">File that holds the first administrator's password.</param>
/// <param name="LoginForm">Whether Grafana's own login form shows.</param>
/// <param name="SignIn">How people sign in elsewhere, or null.</param>
internal sealed record GrafanaIni(
    string RootUrl,
    string DataFolder,
    string ProvisioningFolder,
    string AdminPasswordPath,
    bool LoginForm,
    GrafanaSignIn? SignIn);
