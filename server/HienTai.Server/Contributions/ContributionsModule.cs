using HienTai.Domain.Contributions;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Contributions;

public static class ContributionsModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddContributions() =>
            services
                .AddRecord<ContributionNarrator>(
                    new StreamKind<Contribution, ContributionCommand, ContributionEvent>(
                        typeof(ContributionFact),
                        typeof(AuthorFact),
                        typeof(ScoreFact),
                        typeof(RecognitionFact),
                        typeof(ReplicationFact)
                    )
                    {
                        Indexes =
                        [
                            FactIndex.On<ContributionFact>(
                                "words",
                                "using gin (array_to_tsvector(string_to_array(words, ' ')))"
                            ),
                            FactIndex.On<AuthorFact>("person", "(person)"),
                        ],
                    }
                )
                .AddUpcasters(OlderEvents.All)
                .AddSingleton<ContributionQuestions>();
    }

    extension(IEndpointRouteBuilder app)
    {
        public void MapContributions() => app.MapGrpcService<ContributionService>();
    }
}
