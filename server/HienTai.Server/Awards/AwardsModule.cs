using HienTai.Domain.Awards;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Awards;

public static class AwardsModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddAwards() =>
            services
                .AddRecord<ProgrammeNarrator>(
                    new StreamKind<Programme, ProgrammeCommand, ProgrammeEvent>(typeof(ProgrammeFact))
                )
                .AddRecord<CycleNarrator>(new StreamKind<Cycle, CycleCommand, CycleEvent>(typeof(CycleFact)))
                .AddRecord<NominationNarrator>(
                    new StreamKind<Nomination, NominationCommand, NominationEvent>(
                        typeof(NominationFact),
                        typeof(NomineeFact),
                        typeof(CitedFact),
                        typeof(CriterionAnswerFact),
                        typeof(AwardFact)
                    )
                    {
                        Indexes =
                        [
                            FactIndex.On<NominationFact>("year", "(programme, year)"),
                            FactIndex.On<NomineeFact>("person", "(person)"),
                            FactIndex.On<CitedFact>("cited", "(cited)"),
                            FactIndex.On<AwardFact>("person", "(person)"),
                        ],
                    }
                )
                .AddSingleton<AwardQuestions>()
                .AddSingleton<NominationQuestions>()
                .AddSingleton<EligibilityQuestions>()
                .AddSingleton<Nominating>();
    }

    extension(IEndpointRouteBuilder app)
    {
        public void MapAwards() => app.MapGrpcService<AwardService>();
    }
}
