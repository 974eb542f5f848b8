using HienTai.Domain.Kernel;
using HienTai.Domain.Papers;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Papers;

public static class PapersModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddPapers()
        {
            services.AddGrpc().AddServiceOptions<FileService>(o => o.MaxReceiveMessageSize = Limits.UploadBytes);
            return services
                .AddRecord<PaperNarrator>(
                    new StreamKind<Paper, PaperCommand, PaperEvent>(typeof(PaperFact))
                    {
                        Indexes =
                        [
                            FactIndex.On<PaperFact>(
                                "found_by",
                                "using gin (array_to_tsvector(string_to_array(found_by, ' ')))"
                            ),
                            FactIndex.On<PaperFact>("number_key", "(number_key)"),
                            FactIndex.On<PaperFact>("identity", "(identity)"),
                        ],
                    }
                )
                .AddWrittenTerms([WrittenTerm.On<PaperFact>(CodeList.Issuer, "issuer", "paper")])
                .AddSingleton<PaperQuestions>()
                .AddSingleton<OpenPieces>();
        }
    }

    extension(IEndpointRouteBuilder app)
    {
        public void MapPapers()
        {
            app.MapGrpcService<PaperService>();
            app.MapGrpcService<FileService>();
        }
    }
}
