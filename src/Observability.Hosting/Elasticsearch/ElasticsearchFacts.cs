using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.Elasticsearch;

/// <summary>What the vendor says about Elasticsearch, each with the page it comes from.</summary>
public static partial class ElasticsearchFacts
{
    /// <summary>
    /// Port of the API (https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/networking-settings).
    /// </summary>
    public const int Port = 9200;

    /// <summary>Port between nodes (same page); a node on its own listens on loopback only.</summary>
    public const int TransportPort = 9300;

    /// <summary>
    /// Answers 200 once every primary shard is there, 408 after a second where one is missing
    /// (https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-cluster-health). Yellow, not green: an index that
    /// somebody makes with a replica stays yellow on one node.
    /// </summary>
    public const string ReadyPath = "/_cluster/health?wait_for_status=yellow&timeout=1s";

    /// <summary>
    /// Home in the image; data, configuration and logs are below it
    /// (https://www.elastic.co/docs/deploy-manage/deploy/self-managed/install-elasticsearch-docker-configure).
    /// </summary>
    public const string Home = "/usr/share/elasticsearch";

    /// <summary>Configuration in the image; the server also writes its key store here.</summary>
    public const string ConfigFolder = Home + "/config";

    /// <summary>Indices in the image.</summary>
    public const string DataFolder = Home + "/data";

    /// <summary>Logs in the image.</summary>
    public const string LogsFolder = Home + "/logs";

    /// <summary>Temporary files of a process; the image makes a folder of its own.</summary>
    public const string TemporaryFolder = Home + "/tmp";

    /// <summary>
    /// The built-in administrator (https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/built-in-users).
    /// </summary>
    public const string UserName = "elastic";

    /// <summary>Heap of a server that holds what a small stack writes; one of 256 MiB has been seen not to start.</summary>
    public const int DefaultHeapMiB = 512;

    /// <summary>Memory of such a server: twice its heap, the rest is for buffers, code and the file cache.</summary>
    public const int DefaultMemoryMiB = 1024;

    /// <summary>Smallest heap that is let through.</summary>
    internal const int MinimumHeapMiB = 384;

    /// <summary>
    /// Largest heap that is let through: from 32 GiB on the Java machine needs twice the room for every reference
    /// (https://www.elastic.co/docs/reference/elasticsearch/jvm-settings#set-jvm-heap-size).
    /// </summary>
    internal const int MaximumHeapMiB = 31 * 1024;

    /// <summary>
    /// The system's facts. The image's user belongs to group 0, which owns the configuration folder that the server must be able
    /// to write to. Debian has no package of it, and the vendor's keeps a settings file that only its own service can read.
    /// </summary>
    public static ServerFacts Server { get; } = new(
        new ServerImage("docker.elastic.co", "elasticsearch/elasticsearch", "9.5.2"),
        new Version(9, 5, 2),
        new NativeServer(
            ["elasticsearch"],
            ["--version"],
            VersionPattern(),
            new Version(8, 19),
            "Unpack the archive (https://www.elastic.co/docs/deploy-manage/deploy/self-managed/install-elasticsearch-from-archive-on-linux-macos), "
            + "put its bin folder on PATH and be another user than root, or start a container engine.",
            RefusesRoot: true),
        UserId: 1000,
        GroupId: 0,
        StandIn: "documents");

    // Version: 8.19.3, Build: tar/0a58bc1dc7a4ae5412db66624aab968370bd44ce/2025-08-07T12:38:06.154369863Z, JVM: 24.0.2
    [GeneratedRegex(@"^Version: (?<version>\d+\.\d+\.\d+)[^,\n]*, Build: [^/\n]+/", RegexOptions.Multiline)]
    private static partial Regex VersionPattern();
}
