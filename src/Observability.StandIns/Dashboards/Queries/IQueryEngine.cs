namespace Observability.StandIns.Dashboards.Queries;

/// <summary>Speaks the protocol of one kind of store.</summary>
internal interface IQueryEngine
{
    /// <summary>Kind of the store, as in a data source's <c>type</c>.</summary>
    string Type { get; }

    /// <summary>Asks the store.</summary>
    /// <exception cref="QueryException">There is no answer.</exception>
    Task<IReadOnlyList<Frame>> QueryAsync(StoreQuery query, CancellationToken cancellationToken);

    /// <summary>Finds out whether the store answers queries.</summary>
    /// <returns>What a person should know of it.</returns>
    /// <exception cref="QueryException">It does not.</exception>
    Task<string> CheckAsync(Provisioning.DataSourceDefinition source, CancellationToken cancellationToken);

    /// <summary>
    /// True for what the proxy hands on; everything else is refused
    /// (https://grafana.com/docs/grafana/latest/developers/http_api/data_source/#data-source-proxy-calls).
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="path">Path below the store's address, without a slash before it.</param>
    bool IsReadOnly(string method, string path);

    /// <summary>Path below the store's address of what the data source calls a resource, which its own page asks for.</summary>
    string FindResource(string path) => path;
}
