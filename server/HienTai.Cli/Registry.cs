using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using HienTai.Access.V1;
using HienTai.Awards.V1;
using HienTai.Contributions.V1;
using HienTai.Organization.V1;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Registry.V1;
using HienTai.Reporting.V1;

namespace HienTai.Cli;

/// <summary>The registry's typed clients over native gRPC, every call made by one caller.</summary>
sealed class Registry : IDisposable
{
    readonly GrpcChannel channel;
    readonly CallInvoker calls;

    /// <summary>Names one of several registries that answer at one address.</summary>
    public const string Header = "x-hientai-registry";

    Registry(Uri server, Metadata.Entry? caller, string? registry)
    {
        channel = GrpcChannel.ForAddress(
            server,
            new()
            {
                MaxReceiveMessageSize = 16 * 1024 * 1024,
                // Plain HTTP/2 does not pass through a web proxy; TLS does.
                HttpHandler = new SocketsHttpHandler
                {
                    ConnectTimeout = TimeSpan.FromSeconds(5),
                    UseProxy = server.Scheme == "https",
                },
                DisposeHttpClient = true,
            }
        );
        calls = channel.Intercept(headers =>
        {
            if (caller is not null)
                headers.Add(caller);
            if (registry is not null)
                headers.Add(Header, registry);
            return headers;
        });
    }

    public PersonService.PersonServiceClient People => new(calls);
    public DuplicateService.DuplicateServiceClient Duplicates => new(calls);
    public HienTai.CodeLists.V1.CodeListService.CodeListServiceClient CodeLists => new(calls);
    public UnitService.UnitServiceClient Units => new(calls);
    public QuotaService.QuotaServiceClient Quotas => new(calls);
    public StaffingService.StaffingServiceClient Staffing => new(calls);
    public StandingService.StandingServiceClient Standings => new(calls);
    public IndicatorService.IndicatorServiceClient Indicators => new(calls);
    public ContributionService.ContributionServiceClient Contributions => new(calls);
    public HienTai.Talent.V1.TalentService.TalentServiceClient Talent => new(calls);
    public HienTai.Talent.V1.CandidacyService.CandidacyServiceClient Candidacies => new(calls);
    public AwardService.AwardServiceClient Awards => new(calls);
    public PaperService.PaperServiceClient Papers => new(calls);
    public RegistryService.RegistryServiceClient Whole => new(calls);
    public SessionService.SessionServiceClient Session => new(calls);
    public ProgramService.ProgramServiceClient Programs => new(calls);

    public static Registry At(string server, Metadata.Entry? caller, string? registry, Texts t) =>
        new(
            Uri.TryCreate(server, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? address
                : throw new Unanswered(Exit.Usage, t.NotAServer(server)),
            caller,
            registry is null || registry.All(c => c is > ' ' and <= '~')
                ? registry
                : throw new Unanswered(Exit.Usage, t.ValueUnreadable("--registry", registry))
        );

    public void Dispose() => channel.Dispose();
}
