using HienTai.Domain.Talent;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Talent;

public static class TalentModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddTalent() =>
            services
                .AddRecord<ProgrammeNarrator>(
                    new StreamKind<Programme, ProgrammeCommand, ProgrammeEvent>(typeof(TalentProgrammeFact))
                )
                .AddRecord<CandidacyNarrator>(
                    new StreamKind<Candidacy, CandidacyCommand, CandidacyEvent>(
                        typeof(CandidacyFact),
                        typeof(FoundByFact),
                        typeof(AnswerFact),
                        typeof(AssessmentFact)
                    )
                    {
                        Indexes = [FactIndex.On<CandidacyFact>("person", "(person)")],
                    }
                )
                .AddUpcasters(OlderEvents.All)
                .AddSingleton<ProgrammeQuestions>()
                .AddSingleton<CandidacyQuestions>()
                .AddSingleton<Works>()
                .AddSingleton<TalentSearch>()
                .AddSingleton<Experts>()
                .AddSingleton<Successions>()
                .AddSingleton<Succession>()
                .AddSingleton<TalentFigures>();
    }

    extension(IEndpointRouteBuilder app)
    {
        public void MapTalent()
        {
            app.MapGrpcService<TalentService>();
            app.MapGrpcService<CandidacyService>();
        }
    }
}
