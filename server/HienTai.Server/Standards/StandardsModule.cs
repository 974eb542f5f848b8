using HienTai.Domain.Standards;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Standards;

public static class StandardsModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddStandards() =>
            services
                .AddRecord<StandardNarrator>(
                    new StreamKind<Standard, StandardCommand, StandardEvent>(typeof(StandardFact))
                )
                .AddSingleton<StandardQuestions>();
    }

    extension(IEndpointRouteBuilder app)
    {
        public void MapStandards() => app.MapGrpcService<StandardService>();
    }
}
