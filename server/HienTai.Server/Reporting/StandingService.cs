using Grpc.Core;
using HienTai.Reporting.V1;
using Wire = HienTai.Reporting.V1;

namespace HienTai.Server.Reporting;

/// <summary>How people stand, on the wire.</summary>
public sealed class StandingService(StandingQuestions questions, StandingComparison comparison)
    : Wire.StandingService.StandingServiceBase
{
    public override Task<GetStandingReportResponse> GetStandingReport(
        GetStandingReportRequest request,
        ServerCallContext call
    ) => questions.Report(request, call);

    public override Task<ListStandingsResponse> ListStandings(ListStandingsRequest request, ServerCallContext call) =>
        questions.List(request, call);

    public override Task<GetPersonStandingsResponse> GetPersonStandings(
        GetPersonStandingsRequest request,
        ServerCallContext call
    ) => questions.OfPerson(request, call);

    public override Task<CompareStandingsResponse> CompareStandings(
        CompareStandingsRequest request,
        ServerCallContext call
    ) => comparison.Compare(request, call);

    public override Task<PreviewStandardResponse> PreviewStandard(
        PreviewStandardRequest request,
        ServerCallContext call
    ) => questions.Preview(request, call);
}
