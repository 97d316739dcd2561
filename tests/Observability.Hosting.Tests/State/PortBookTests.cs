using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Observability.Hosting.State;

namespace Observability.Hosting.Tests.State;

public sealed class PortBookTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ports-").FullName;

    [Fact]
    public void GetOrChoose_WellKnownPortTaken_ChoosesAnotherAndKeepsIt()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var wellKnown = ((IPEndPoint)taken.LocalEndpoint).Port;
        var book = PortBook.Open(_folder);

        var chosen = book.GetOrChoose("prometheus.http", wellKnown);
        book.Save();

        Assert.NotEqual(wellKnown, chosen);
        Assert.Equal(chosen, PortBook.Open(_folder).GetOrChoose("prometheus.http", wellKnown));
    }

    [Fact]
    public void GetOrChoose_TwoEndpointsOfOneWellKnownPort_DoNotShareIt()
    {
        var book = PortBook.Open(_folder);

        Assert.NotEqual(book.GetOrChoose("a.http", 0x7fff), book.GetOrChoose("b.http", 0x7fff));
    }

    [Fact]
    public void ChooseFree_PortsOfTheBook_AreNotGivenAway()
    {
        var ports = Enumerable.Range(2_000, 4_000).ToDictionary(port => $"server-{port}.http", port => port);
        File.WriteAllText(Path.Combine(_folder, "ports.json"), System.Text.Json.JsonSerializer.Serialize(ports));

        PortBook.Open(_folder);

        Assert.All(Enumerable.Range(0, 50), _ => Assert.InRange(PortBook.ChooseFree(), 6_000, 9_999));
    }

    [Fact]
    public void GetOrChoose_WellKnownPortWasGivenAway_ChoosesAnother()
    {
        var given = PortBook.ChooseFree();

        Assert.NotEqual(given, PortBook.Open(_folder).GetOrChoose("a.http", given));
    }

    [Fact]
    public void Open_FileIsNoPortList_SaysToDeleteIt()
    {
        File.WriteAllText(Path.Combine(_folder, "ports.json"), "[oops");

        var error = Assert.Throws<DistributedApplicationException>(() => PortBook.Open(_folder));

        Assert.Contains("Delete it", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
