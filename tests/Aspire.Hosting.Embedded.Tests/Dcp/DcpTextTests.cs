using System.Text;
using System.Text.Json;
using Aspire.Hosting.Embedded.Dcp;
using Aspire.Hosting.Embedded.Dcp.Model;

namespace Aspire.Hosting.Embedded.Tests.Dcp;

/// <summary>The texts that DCP and this host exchange.</summary>
public sealed class DcpTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("{ one }", "{ one }")]
    [InlineData("{{ $labels.instance }}", """{{"{{"}} $labels.instance }}""")]
    [InlineData("""--port={{portForServing "web"}} {{x}}""", """--port={{portForServing "web"}} {{"{{"}}x}}""")]
    [InlineData("""{{portForServing .Evil}}""", """{{"{{"}}portForServing .Evil}}""")]
    [InlineData("{{{{", """{{"{{"}}{{"{{"}}""")]
    public void Escape_BracesOfTheUsersOwn_AreProtected(string text, string expected) => Assert.Equal(expected, DcpTemplate.Escape(text));

    [Fact]
    public void Escape_OwnExpression_IsKept() =>
        Assert.Equal("""{{portForServing "web-http"}}""", DcpTemplate.Escape(DcpTemplate.PortForServing("web-http")));

    [Fact]
    public void Executable_Serialized_HasTheShapeOfTheApi()
    {
        var executable = new DcpExecutable
        {
            Metadata = new DcpMetadata { Name = "web-abcdefgh", Annotations = new() { [DcpMetadata.ServiceProducer] = """[{"serviceName":"web"}]""" } },
            Spec = new DcpExecutableSpec { ExecutablePath = "/usr/bin/python3", Args = ["-m", "http.server"], Env = [new("A", "b")] },
        };

        var json = JsonSerializer.Serialize(executable, DcpJson.Default.DcpExecutable);

        using var document = JsonDocument.Parse(json);
        Assert.True(JsonElement.DeepEquals(document.RootElement, JsonDocument.Parse("""
            {
              "kind": "Executable",
              "apiVersion": "usvc-dev.developer.microsoft.com/v1",
              "metadata": {"name": "web-abcdefgh", "annotations": {"service-producer": "[{\"serviceName\":\"web\"}]"}},
              "spec": {"executablePath": "/usr/bin/python3", "args": ["-m", "http.server"], "env": [{"name": "A", "value": "b"}]}
            }
            """).RootElement), json);
    }

    [Fact]
    public void Container_Serialized_HasTheShapeOfTheApi()
    {
        var container = new DcpContainer
        {
            Metadata = new DcpMetadata { Name = "web" },
            Spec = new DcpContainerSpec
            {
                Image = "web:1",
                Ports = [new DcpContainerPort(8080, HostPort: null, "TCP", "127.0.0.1")],
                VolumeMounts = [new DcpVolumeMount("bind", "/src", "/dst", ReadOnly: true)],
                Networks = [new DcpContainerNetworkConnection("net", ["web"])],
                CreateFiles = [new DcpCreateFiles { Destination = "/etc/x", Entries = [new DcpFileEntry { Name = "a", Contents = "text", Mode = 0b110_100_100 }] }],
            },
        };

        var json = JsonSerializer.Serialize(container, DcpJson.Default.DcpContainer);

        using var document = JsonDocument.Parse(json);
        Assert.True(JsonElement.DeepEquals(document.RootElement.GetProperty("spec"), JsonDocument.Parse("""
            {
              "image": "web:1",
              "ports": [{"containerPort": 8080, "protocol": "TCP", "hostIP": "127.0.0.1"}],
              "volumeMounts": [{"type": "bind", "source": "/src", "target": "/dst", "readOnly": true}],
              "networks": [{"name": "net", "aliases": ["web"]}],
              "createFiles": [{"destination": "/etc/x", "entries": [{"type": "file", "name": "a", "mode": 420, "contents": "text"}]}]
            }
            """).RootElement), json);
    }

    [Fact]
    public void Executable_FromAnEvent_IsReadWithItsStatus()
    {
        var line = Encoding.UTF8.GetBytes("""
            {"type":"MODIFIED","object":{"kind":"Executable","apiVersion":"usvc-dev.developer.microsoft.com/v1","metadata":{"name":"web","uid":"u1","resourceVersion":"7","managedFields":[{"time":"2026-11-24T00:22:44Z","fieldsV1":{"f:uid":{}}}]},"spec":{"executablePath":"/bin/sh"},"status":{"state":"Finished","pid":17164,"startupTimestamp":"2026-11-24T01:37:12.910000Z","finishTimestamp":null,"exitCode":3,"effectiveArgs":["-c"],"healthStatus":"Healthy"}}}
            """);

        var header = DcpEventHeader.Read(line);
        var executable = JsonSerializer.Deserialize(line.AsSpan((int)header.ObjectStart, (int)header.ObjectLength), DcpJson.Default.DcpExecutable);

        Assert.Equal(("MODIFIED", "u1", "7"), (header.Type, header.Uid, header.Version));
        Assert.Equal("web", executable?.Metadata.Name);
        Assert.Equal("Finished", executable?.Status?.State);
        Assert.Equal(3, executable?.Status?.ExitCode);
        Assert.Equal(17164, executable?.Status?.Pid);
        Assert.Null(executable?.Status?.FinishTimestamp);
    }

    [Fact]
    public void EventHeader_OfAnError_HasNoObjectIdentity()
    {
        var header = DcpEventHeader.Read("""{"type":"ERROR","object":{"kind":"Status","metadata":{},"status":"Failure","code":410}}"""u8);

        Assert.Equal("ERROR", header.Type);
        Assert.Null(header.Uid);
    }

    [Fact]
    public void Kubeconfig_Complete_IsRead()
    {
        var kubeconfig = Kubeconfig.Parse("clusters:\n- cluster:\n    server: https://127.0.0.1:37031\nusers:\n- user:\n    token: abc\n");

        Assert.Equal(new Uri("https://127.0.0.1:37031"), kubeconfig?.Server);
        Assert.Equal("abc", kubeconfig?.Token);
    }

    [Theory]
    [InlineData("")]
    [InlineData("clusters:\n- cluster:\n    server: https://127.0.0.1:37031\n")]
    [InlineData("clusters:\n- cluster:\n    server: https://127.0.0.1:37031\nusers:\n- user:\n    token: ab")]
    public void Kubeconfig_HalfWritten_IsNotReadYet(string text) => Assert.Null(Kubeconfig.Parse(text));

    [Fact]
    public void StartFailure_ErrorLine_GivesTheReason() => Assert.Equal(
        "fork/exec /bin/web: no such file or directory",
        StartFailure.ReadReason("2026-11-24T02:04:22.259Z\terror\tExecutableReconciler\tFailed to start a process\t{\"Cmd\": \"/bin/web\", \"error\": \"fork/exec /bin/web: no such file or directory\"}"));

    [Theory]
    [InlineData("2026-11-24T02:04:22.257Z\tinfo\tExecutableReconciler\tStarting process...\t{\"Cmd\": \"/bin/web\"}")]
    [InlineData("2026-11-24T02:04:22.257Z\terror\tExecutableReconciler\tFailed\t{broken")]
    [InlineData("")]
    public void StartFailure_OtherLine_GivesNone(string line) => Assert.Null(StartFailure.ReadReason(line));
}
