using HienTai.Server.Hosting;

namespace HienTai.Server.Reporting;

public static class ReportingModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddReporting() => services.AddSingleton<Census>().AddSingleton<Standings>().AddSingleton<StandingQuestions>();
    }

    extension(IEndpointRouteBuilder app)
    {
        public void MapReporting() => app.MapGrpcService<StandingService>();
    }
}
