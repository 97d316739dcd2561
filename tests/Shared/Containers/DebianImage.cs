using System.Text.RegularExpressions;

namespace Observability.Tests;

/// <summary>
/// An image that a test makes of a program of this machine, where the vendor's cannot be pulled: the vendor's repository under a registry
/// that there is not, the vendor's entry point, user and folders, and as its tag the program's version.
/// </summary>
internal sealed class DebianImage
{
    /// <summary>A registry that nobody can pull from: the name is reserved (RFC 6761).</summary>
    public const string Registry = "debian.test";

    private const int Nobody = 65534;
    private const int RabbitMQUser = 999;

    private static readonly string[] s_tools =
    [
        "basename", "cat", "chmod", "cut", "df", "dirname", "env", "grep", "hostname", "id", "ls", "mkdir", "readlink", "rm", "sed", "sleep", "stty",
        "tr", "uname",
    ];

    private static readonly SemaphoreSlim s_making = new(1);

    private readonly Func<string> _find;
    private readonly Func<DebianImage, ImageArchive, string, Task> _fill;
    private readonly string[] _changes;

    private DebianImage(
        string resource,
        string repository,
        (string Name, int Id) user,
        Func<string> find,
        Func<DebianImage, ImageArchive, string, Task> fill,
        params string[] changes)
    {
        Resource = resource;
        Repository = repository;
        User = user;
        _find = find;
        _fill = fill;
        _changes = changes;
    }

    // Entry points, folders, ports: https://github.com/prometheus/prometheus/blob/main/Dockerfile and its like.
    public static DebianImage Prometheus { get; } =
        Go("prometheus", "prometheus/prometheus", Requires.Prometheus, "/bin/prometheus", "/prometheus", 9090);

    public static DebianImage Alertmanager { get; } =
        Go("alertmanager", "prometheus/alertmanager", Requires.Alertmanager, "/bin/alertmanager", "/alertmanager", 9093);

    public static DebianImage Pushgateway { get; } =
        Go("pushgateway", "prometheus/pushgateway", Requires.Pushgateway, "/bin/pushgateway", "/pushgateway", 9091);

    public static DebianImage NodeExporter { get; } =
        Go("node-exporter", "prometheus/node-exporter", Requires.NodeExporter, "/bin/node_exporter", "/", 9100);

    // https://github.com/docker-library/rabbitmq: an entry point that runs its arguments, which are the server; the data, with a cookie.
    public static DebianImage RabbitMQ { get; } = new(
        "rabbitmq",
        "library/rabbitmq",
        ("rabbitmq", RabbitMQUser),
        Requires.RabbitMQ,
        (_, archive, _) => FillRabbitMQAsync(archive),
        "ENTRYPOINT [\"docker-entrypoint.sh\"]",
        "CMD [\"rabbitmq-server\"]",
        $"USER {RabbitMQUser}",
        "ENV PATH=/usr/local/bin:/usr/lib/rabbitmq/bin:/usr/bin HOME=/var/lib/rabbitmq LANG=C.UTF-8 RABBITMQ_LOGS=- RUNNING_UNDER_SYSTEMD=true",
        "VOLUME /var/lib/rabbitmq",
        "EXPOSE 5672 15672 15692");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DebianImage> All { get; } = [Prometheus, Alertmanager, Pushgateway, NodeExporter, RabbitMQ];

    /// <summary>The resource of the stack that it is for.</summary>
    public string Resource { get; }

    /// <summary>The vendor's repository, without a registry.</summary>
    public string Repository { get; }

    /// <summary>The user that it runs as.</summary>
    public (string Name, int Id) User { get; }

    /// <summary>Makes it where the engine does not have it yet, and returns its reference.</summary>
    public async Task<string> EnsureAsync()
    {
        await Requires.ContainerEngineAsync();
        var program = _find();
        var version = await FindVersionAsync(program);
        var reference = $"{Registry}/{Repository}:v{version}";
        await s_making.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!await EngineApi.HasImageAsync(reference))
            {
                await using var archive = ImageArchive.Create(User);
                await _fill(this, archive, program);
                await EngineApi.ImportAsync($"{Registry}/{Repository}", $"v{version}", await archive.CompleteAsync(), _changes);
                ContainerRun.RemoveAtEnd(reference);
            }
        }
        finally
        {
            s_making.Release();
        }

        return reference;
    }

    private static DebianImage Go(string resource, string repository, Func<string> find, string entrypoint, string folder, int port) => new(
        resource,
        repository,
        ("nobody", Nobody),
        find,
        async (image, archive, program) =>
        {
            if (folder != "/")
            {
                archive.AddFolder(folder, image.User.Id);
            }

            await archive.AddProgramAsync(program, entrypoint);

            // Templates and pages, which Debian takes out of the programs.
            if ($"/usr/share/prometheus/{(resource == "prometheus" ? "web" : resource)}" is var share && Directory.Exists(share))
            {
                await archive.AddTreeAsync(share);
            }
        },
        [
            $"ENTRYPOINT [\"{entrypoint}\"]",
            "USER nobody",
            $"EXPOSE {port}",
            $"WORKDIR {folder}",
            .. folder == "/" ? [] : (string[])[$"VOLUME {folder}"],
        ]);

    // The server is a start script of many: it wants a shell and what is in every system.
    private static async Task FillRabbitMQAsync(ImageArchive archive)
    {
        archive.AddLink("/bin", "usr/bin");
        archive.AddText("/usr/local/bin/docker-entrypoint.sh", "#!/bin/sh\nset -e\nexec \"$@\"\n", isExecutable: true);
        foreach (var folder in new[] { "/var/lib/rabbitmq", "/var/log/rabbitmq", "/etc/rabbitmq" })
        {
            archive.AddFolder(folder, RabbitMQUser);
        }

        await archive.AddProgramAsync("/usr/bin/dash", "/usr/bin/sh");
        foreach (var tool in s_tools)
        {
            await archive.AddProgramAsync($"/usr/bin/{tool}");
        }

        await archive.AddTreeAsync("/usr/lib/erlang");
        await archive.AddTreeAsync("/usr/lib/rabbitmq");
        archive.AddLink("/usr/bin/erl", "../lib/erlang/bin/erl");
    }

    // prometheus, version 2.42.0+ds (branch: debian/sid, revision: 2.42.0+ds-5+b5)
    // /usr/lib/rabbitmq/lib/rabbitmq_server-3.10.8/sbin/rabbitmq-server
    private static async Task<string> FindVersionAsync(string program)
    {
        var said = new FileInfo(program).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program;
        var match = Regex.Match(said, @"-(\d+\.\d+\.\d+)/");
        if (!match.Success)
        {
            await using var asked = ChildProcess.Start(program, ["--version"]);
            await asked.ExitCodeAsync(Deadline.ServerReady);
            match = Regex.Match(said = asked.Output, @"version (\d+\.\d+\.\d+)");
        }

        Assert.True(match.Success, $"{program} does not say its version: {said}");
        return match.Groups[1].Value;
    }
}
