using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Observability.CloudExporter.Api;

namespace Observability.CloudExporter.Recording;

/// <summary>
/// Keeps every answer that passes through it and writes all of them, once the last is in: which texts are personal is known only
/// then, and each has to get the same substitute everywhere, names of documents included.
/// </summary>
internal sealed class Recorder(string folder)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly ConcurrentDictionary<Uri, byte[]> _answers = new();

    /// <summary>The same API, heard.</summary>
    public ICloudApi Wrap(ICloudApi api) => new Heard(api, _answers);

    /// <summary>Writes the documents and returns how many.</summary>
    public async Task<int> WriteAsync(CancellationToken cancellationToken)
    {
        // In the order of their addresses, so that the same account gets the same substitutes. Twice, because a name may be part of
        // an address in a document that comes before the one which shows it to be a name.
        var answers = _answers.OrderBy(static answer => answer.Key.AbsoluteUri, StringComparer.Ordinal).ToList();
        var pseudonyms = new Pseudonyms();
        foreach (var (request, answer) in answers)
        {
            Substitute(request, answer, pseudonyms);
        }

        foreach (var (request, answer) in answers)
        {
            var path = Path.Combine(folder, RecordedApi.NameOf(new Uri(pseudonyms.OfUrl(request.AbsoluteUri))));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, Substitute(request, answer, pseudonyms), cancellationToken);
        }

        return answers.Count;
    }

    private static string Substitute(Uri request, byte[] answer, Pseudonyms pseudonyms)
    {
        if (RecordedApi.NameOf(request).EndsWith(".xml", StringComparison.Ordinal))
        {
            var document = XDocument.Parse(Encoding.UTF8.GetString(answer));
            foreach (var element in document.Descendants().Where(static element => !element.HasElements))
            {
                element.Value = element.Name.LocalName == "CreationDate" ? element.Value : pseudonyms.Of(element.Name.LocalName, element.Value);
            }

            return document.ToString() + "\n";
        }

        var json = JsonNode.Parse(answer)!;
        PersonalData.Replace(json, pseudonyms);
        return json.ToJsonString(s_json) + "\n";
    }

    private sealed class Heard(ICloudApi api, ConcurrentDictionary<Uri, byte[]> answers) : ICloudApi
    {
        public async Task<Stream> GetAsync(Uri request, CancellationToken cancellationToken)
        {
            await using var body = await api.GetAsync(request, cancellationToken);
            var copy = new MemoryStream();
            await body.CopyToAsync(copy, cancellationToken);
            answers[request] = copy.ToArray();
            copy.Position = 0;
            return copy;
        }
    }
}
