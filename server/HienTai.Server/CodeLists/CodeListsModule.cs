using HienTai.Domain.CodeLists;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;

namespace HienTai.Server.CodeLists;

public static class CodeListsModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddCodeLists() =>
            services
                .AddRecord<CodeListNarrator>(
                    new StreamKind<Entry, EntryCommand, EntryEvent>(
                        typeof(CodeListEntryFact),
                        typeof(CodeListSpellingFact)
                    )
                    {
                        Indexes = [FactIndex.On<CodeListSpellingFact>("spelling", "(list, spelling)")],
                    }
                )
                .AddSingleton<CodeListQuestions>()
                .AddSingleton<Meanings>()
                .AddSingleton<IMeanings>(s => s.GetRequiredService<Meanings>());
    }

    extension(IEndpointRouteBuilder app)
    {
        public void MapCodeLists() => app.MapGrpcService<CodeListService>();
    }
}
