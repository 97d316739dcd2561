using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Configurations;
using Observability.Hosting.Model;

namespace Observability.Testcontainers.Tests;

/// <summary>A container that is not started, as far as it can be known without an engine.</summary>
/// <param name="Configuration">What Testcontainers is given.</param>
/// <param name="Parameters">What the engine is asked for on top.</param>
/// <param name="Files">Its files.</param>
/// <param name="Model">The graph behind it.</param>
internal sealed partial record Described(
    IContainerConfiguration Configuration, CreateContainerParameters Parameters, IReadOnlyList<ServerFile> Files, ServerModel Model) : IAsyncDisposable
{
    private const int FirstPort = 40001;

    public static async Task<Described> CreateAsync<TServer>(ServerContainerBuilder<TServer> builder)
        where TServer : class, IServer
    {
        var (configuration, model) = builder.Describe();
        var ports = configuration.PortBindings.Keys.Select(port => int.Parse(port, CultureInfo.InvariantCulture)).Order()
            .Select((port, index) => (port, Host: FirstPort + index)).ToDictionary();
        await model.ResolveAsync("127.0.0.1", ports, TestContext.Current.CancellationToken);
        var parameters = new CreateContainerParameters { HostConfig = new HostConfig() };
        model.Apply(parameters);
        return new Described(configuration, parameters, await model.ReadFilesAsync(TestContext.Current.CancellationToken), model);
    }

    /// <summary>All of it as text, with secrets by name.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine($"image: {Configuration.Image.FullName}");
        text.AppendLine($"version: {Model.Version}");
        text.AppendLine($"ready: {Model.Readiness.EndpointName} {Model.Readiness.Path ?? "connection"}");
        Append(text, "entrypoint", Configuration.Entrypoint ?? []);
        Append(text, "arguments", Parameters.Cmd ?? []);
        Append(text, "environment", (Parameters.Env ?? []).Order(StringComparer.Ordinal));
        Append(text, "ports", Model.Endpoints.Select(endpoint => $"{endpoint.TargetPort} {endpoint.Name}"));
        Append(text, "names", Configuration.NetworkAliases);
        Append(text, "mounts", Configuration.Mounts.Select(mount => $"{mount.Source} {mount.Target} {mount.AccessMode.Value}"));
        Append(text, "host", [.. Parameters.HostConfig!.Memory > 0 ? [$"memory {Parameters.HostConfig.Memory}"] : (string[])[],
            .. Parameters.HostConfig.PidMode is { Length: > 0 } pid ? [$"pid {pid}"] : (string[])[]]);
        Append(text, "secrets", Model.Secrets.Keys.Order(StringComparer.Ordinal));
        foreach (var file in Files)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"--- {file.Path} {file.UserId}:{file.GroupId} {Convert.ToString((int)file.Mode, 8)}");
            text.AppendLine(Encoding.UTF8.GetString(file.Content).TrimEnd('\n'));
        }

        var all = PasswordHash().Replace(text.ToString(), "<hash of a password>");
        return Model.Secrets.Aggregate(all, (current, secret) => current.Replace(secret.Value, $"<{secret.Key}>", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => Model.DisposeAsync();

    private static void Append(StringBuilder text, string title, IEnumerable<string> lines)
    {
        if (lines.Any())
        {
            text.AppendLine($"{title}:");
            text.AppendJoin(null, lines.Select(line => $"  {line}\n"));
        }
    }

    [GeneratedRegex("(?<=\"password_hash\": \")[^\"]+")]
    private static partial Regex PasswordHash();
}
