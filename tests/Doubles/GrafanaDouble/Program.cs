using GrafanaDouble;

// What a machine without Grafana still can prove of it: that the graph's grafana.ini, provisioning and arguments are such
// that people come in through the gateway and the identity provider, with the right role. Started as Grafana is:
//   grafana server --homepath <folder> --config <ini> cfg:default.server.http_port=<port> …
var settings = GrafanaSettings.Read(args);
var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls($"http://{settings.Require("server", "http_addr")}:{settings.Require("server", "http_port")}");
SignIn.Add(builder.Services, settings);
var app = builder.Build();
SignIn.Use(app, settings);
Api.Map(app, settings);
await app.RunAsync();
