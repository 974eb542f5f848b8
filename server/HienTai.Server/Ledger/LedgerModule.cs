using HienTai.Domain.Kernel;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Ledger;

public static class LedgerModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddLedger() =>
            services
                .AddRecord<ContinuityNarrator>(
                    new StreamKind<Continuity, ContinuityCommand, ContinuityEvent>(typeof(EpochFact))
                )
                .AddSingleton<Continuing>()
                .AddSingleton<Examination>()
                .AddSingleton<Rebuild>()
                .AddSingleton<Repair>();
    }

    extension(IEndpointRouteBuilder app)
    {
        public void MapLedger()
        {
            app.MapGrpcService<RegistryService>();
            app.MapGrpcService<RuleService>();
        }
    }
}
