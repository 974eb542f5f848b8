using HienTai.Domain.Personnel;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Personnel;

public static class PersonnelModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddPersonnel() =>
            services
                .AddRecord<PersonNarrator>(
                    new StreamKind<Person, PersonCommand, PersonEvent>(
                        typeof(PersonFact),
                        typeof(PersonSearchFact),
                        typeof(ContactsFact),
                        typeof(AssignmentFact),
                        typeof(QualificationFact),
                        typeof(TrainingFact),
                        typeof(PlacementFact),
                        typeof(OutsiderFact),
                        typeof(PassportSearchFact)
                    )
                )
                .AddSingleton<People>()
                .AddSingleton<PeopleSearch>()
                .AddSingleton<Permits>()
                .AddSingleton<IFollows, Followers>()
                .AddRecord<ProposalNarrator>(
                    new StreamKind<Proposal, ProposalCommand, ProposalEvent>(typeof(ProposalFact))
                )
                .AddSingleton<Proposals>()
                .AddRecord<PrivacyRequestNarrator>(
                    new StreamKind<PrivacyRequest, PrivacyRequestCommand, PrivacyRequestEvent>(
                        typeof(PrivacyRequestFact)
                    )
                )
                .AddRecord<DataUseNarrator>(
                    new StreamKind<DataUse, DataUseCommand, DataUseEvent>(typeof(ConsentFact), typeof(RestrictionFact))
                )
                .AddUpcasters(OlderEvents.All)
                .AddSingleton<PrivacyQuestions>()
                .AddSingleton<Bundle>()
                .AddSingleton<Elsewhere>();
    }

    extension(IEndpointRouteBuilder app)
    {
        public void MapPersonnel()
        {
            app.MapGrpcService<PersonService>();
            app.MapGrpcService<ProposalService>();
            app.MapGrpcService<PrivacyService>();
        }
    }
}
