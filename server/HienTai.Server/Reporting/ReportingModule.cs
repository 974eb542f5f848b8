using HienTai.Domain.Reporting;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Reporting;

public static class ReportingModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddReporting() =>
            services
                .AddRecord<StatedFiguresNarrator>(
                    new StreamKind<StatedFigures, StatedFiguresCommand, StatedFiguresEvent>(typeof(StatedFigureFact))
                )
                .AddRecord<TargetNarrator>(new StreamKind<Target, TargetCommand, TargetEvent>(typeof(TargetFact)))
                .AddSingleton<ITable, StandardsTable>()
                .AddSingleton<ITable, StaffingTable>()
                .AddSingleton<Census>()
                .AddSingleton<Standings>()
                .AddSingleton<StandingQuestions>()
                .AddSingleton<StandingComparison>()
                .AddSingleton<StaffingQuestions>()
                .AddHostedService<Warming>();
    }

    extension(IEndpointRouteBuilder app)
    {
        public void MapReporting()
        {
            app.MapGrpcService<StaffingService>();
            app.MapGrpcService<StandingService>();
            app.MapGrpcService<ReconciliationService>();
            app.MapGrpcService<IndicatorService>();
        }
    }
}
