using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Personnel;

public static class PersonnelModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddPersonnel() =>
            services.AddPeople().AddDuplicates().AddProposals().AddPrivacy().AddUpcasters(OlderEvents.All);

        IServiceCollection AddPeople() =>
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
                        typeof(IdentityDocumentFact),
                        typeof(PersonalNumberFact),
                        typeof(IdentityNumberFact),
                        typeof(DiplomaNumberFact),
                        typeof(FormerNameFact)
                    )
                    {
                        Indexes = PeopleIndexes,
                    }
                )
                .AddWrittenTerms(Written)
                .AddSingleton<People>()
                .AddSingleton<PeopleSearch>()
                .AddSingleton<Permits>()
                .AddSingleton<IFollows, Followers>()
                .AddSingleton<Along>()
                .AddSingleton<IBeside, SameDiploma>()
                .AddSingleton<IBeside, ClosedProposer>()
                .AddSingleton<Bundle>()
                .AddSingleton<Elsewhere>();

        IServiceCollection AddDuplicates() =>
            services
                .AddRecord<DuplicateNarrator>(
                    new StreamKind<PossibleDuplicate, PossibleDuplicateCommand, PossibleDuplicateEvent>(
                        typeof(PossibleDuplicateFact)
                    )
                    {
                        Indexes = [FactIndex.On<PossibleDuplicateFact>("pair", "(first, second)")],
                    }
                )
                .AddSingleton<Duplicates>();

        IServiceCollection AddProposals() =>
            services
                .AddRecord<ProposalNarrator>(
                    new StreamKind<Proposal, ProposalCommand, ProposalEvent>(typeof(ProposalFact))
                    {
                        Indexes = [FactIndex.On<ProposalFact>("person", "(person)")],
                    }
                )
                .AddSingleton<Proposals>();

        IServiceCollection AddPrivacy() =>
            services
                .AddRecord<PrivacyRequestNarrator>(
                    new StreamKind<PrivacyRequest, PrivacyRequestCommand, PrivacyRequestEvent>(
                        typeof(PrivacyRequestFact)
                    )
                    {
                        Indexes = [FactIndex.On<PrivacyRequestFact>("person", "(person)")],
                    }
                )
                .AddRecord<DataUseNarrator>(
                    new StreamKind<DataUse, DataUseCommand, DataUseEvent>(typeof(ConsentFact), typeof(RestrictionFact))
                    {
                        Indexes =
                        [
                            FactIndex.On<ConsentFact>("person", "(person)"),
                            FactIndex.On<RestrictionFact>("person", "(person) where known_to is null"),
                        ],
                    }
                )
                .AddSingleton<PrivacyQuestions>();
    }

    static WrittenTerm[] Written =>
        [
            WrittenTerm.On<QualificationFact>(CodeList.Institution, "institution", "person"),
            WrittenTerm.On<TrainingFact>(CodeList.Institution, "institution", "person"),
            WrittenTerm.On<QualificationFact>(CodeList.FieldOfStudy, "field", "person"),
            WrittenTerm.On<TrainingFact>(CodeList.FieldOfStudy, "field", "person"),
            WrittenTerm.On<QualificationFact>(CodeList.Classification, "classification", "person"),
            WrittenTerm.On<AssignmentFact>(CodeList.Post, "post", "person"),
            WrittenTerm.On<AssignmentFact>(CodeList.Title, "title_code", "person") with
            {
                Known = TitleCodes.Known,
            },
        ];

    static FactIndex[] PeopleIndexes =>
        [
            FactIndex.On<PersonSearchFact>("order", "(sort_key collate \"C\", stream_id) where known_to is null"),
            FactIndex.On<PersonSearchFact>("words", "using gin (array_to_tsvector(string_to_array(words, ' ')))"),
            FactIndex.On<PersonSearchFact>("number", "(personal_number) where personal_number <> ''"),
            FactIndex.On<PersonSearchFact>("file_number", "(file_number) where file_number <> ''"),
            FactIndex.On<PersonSearchFact>("name", "(alike)"),
            FactIndex.On<IdentityNumberFact>("number", "(number)"),
            FactIndex.On<DiplomaNumberFact>("number", "(number)"),
            FactIndex.On<DiplomaNumberFact>("issued", "(issued)"),
            FactIndex.On<FormerNameFact>("words", "using gin (array_to_tsvector(string_to_array(words, ' ')))"),
            FactIndex.On<AssignmentFact>("unit", "(unit)"),
            FactIndex.On<AssignmentFact>("paper", "(paper) where paper is not null"),
            FactIndex.On<AssignmentFact>(
                "managed",
                "(stream_id) where managed_by_standing_committee and known_to is null"
            ),
            FactIndex.On<QualificationFact>("words", "using gin (array_to_tsvector(string_to_array(words, ' ')))"),
            FactIndex.On<QualificationFact>("level", "(ladder, level)"),
        ];

    extension(IEndpointRouteBuilder app)
    {
        public void MapPersonnel()
        {
            app.MapGrpcService<PersonService>();
            app.MapGrpcService<DuplicateService>();
            app.MapGrpcService<ProposalService>();
            app.MapGrpcService<PrivacyService>();
        }
    }
}
