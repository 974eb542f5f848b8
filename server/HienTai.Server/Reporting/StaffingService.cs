using Grpc.Core;
using HienTai.Reporting.V1;
using Wire = HienTai.Reporting.V1;

namespace HienTai.Server.Reporting;

/// <summary>Staffing on the wire.</summary>
public sealed class StaffingService(StaffingQuestions questions) : Wire.StaffingService.StaffingServiceBase
{
    public override Task<GetStaffingResponse> GetStaffing(GetStaffingRequest request, ServerCallContext call) =>
        questions.Get(request, call);

    public override Task<ListStaffingPeopleResponse> ListStaffingPeople(
        ListStaffingPeopleRequest request,
        ServerCallContext call
    ) => questions.List(request, call);
}
