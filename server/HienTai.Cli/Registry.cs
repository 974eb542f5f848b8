using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using HienTai.Organization.V1;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Registry.V1;

namespace HienTai.Cli;

/// <summary>The registry's typed clients over native gRPC, every call made as one actor.</summary>
sealed class Registry : IDisposable
{
    readonly GrpcChannel channel;
    readonly CallInvoker calls;

    Registry(Uri server, string actor)
    {
        channel = GrpcChannel.ForAddress(server, new()
        {
            MaxReceiveMessageSize = 16 * 1024 * 1024,
            // Plain HTTP/2 does not pass through a web proxy; TLS does.
            HttpHandler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5), UseProxy = server.Scheme == "https" },
            DisposeHttpClient = true,
        });
        calls = channel.Intercept(headers =>
        {
            headers.Add("x-acting-as", actor);
            return headers;
        });
    }

    public PersonService.PersonServiceClient People => new(calls);
    public UnitService.UnitServiceClient Units => new(calls);
    public PaperService.PaperServiceClient Papers => new(calls);
    public RegistryService.RegistryServiceClient Whole => new(calls);

    public static Registry At(string server, string actor, Texts t)
    {
        if (!Uri.TryCreate(server, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) throw new Unanswered(Exit.Usage, t.NotAServer(server));
        if (!actor.All(c => c is > ' ' and <= '~')) throw new Unanswered(Exit.Usage, t.NotAnAccount(actor));
        return new(address, actor);
    }

    public void Dispose() => channel.Dispose();
}
