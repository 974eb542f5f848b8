using HienTai.Domain.Organization;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Organization;

public static class OrganizationModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddOrganization() =>
            services
                .AddRecord<UnitNarrator>(
                    new StreamKind<Unit, UnitCommand, UnitEvent>(
                        typeof(UnitFact),
                        typeof(LineageFact),
                        typeof(OutsideFact)
                    )
                    {
                        Indexes = [FactIndex.On<LineageFact>("successor", "(successor)")],
                    }
                )
                .AddSingleton<Units>()
                .AddSingleton<IOtherTrees, OtherTrees>()
                .AddSingleton<IHeirs, WholeHeirs>()
                .AddSingleton<HandOvers>()
                .AddSingleton<Reorganisations>()
                .AddSingleton<Unplaced>()
                .AddRecord<QuotaNarrator>(
                    new StreamKind<Quota, QuotaCommand, QuotaEvent>(typeof(QuotaFact))
                    {
                        Indexes = [FactIndex.On<QuotaFact>("unit", "(unit)")],
                    }
                )
                .AddSingleton<Quotas>();
    }

    extension(IEndpointRouteBuilder app)
    {
        public void MapOrganization()
        {
            app.MapGrpcService<UnitService>();
            app.MapGrpcService<QuotaService>();
        }
    }
}
