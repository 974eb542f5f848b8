using HienTai.Access.V1;

namespace HienTai.Server.Accounts;

/// <summary>
/// The way back in for whoever has lost every second factor and has no administrator left to ask, or whose secrets
/// folder is gone: a one-time code from who can run the server's program on its machine. It takes the old factors away
/// and ends every session; both stand in the sign-in log, with nobody's name, as done on the server.
/// </summary>
static class ServerRecovery
{
    /// <summary>The code and until when it works; null where nobody has that name.</summary>
    public static async Task<(string Code, DateTimeOffset Expires)?> Issue(
        IServiceProvider services,
        string name,
        CancellationToken cancel
    )
    {
        await using var scope = services.CreateAsyncScope();
        T The<T>()
            where T : notnull => scope.ServiceProvider.GetRequiredService<T>();
        if (await The<IAccountDirectory>().Find(name, cancel) is not { Open: true, Program: false } card)
            return null;
        var (signIns, log, here) = (The<SignIns>(), The<SignInLog>(), new DefaultHttpContext());
        if (await signIns.Credential(card.Id, cancel) is { } credential)
        {
            await The<Factors>().Reset(credential, cancel);
            await The<Sessions>().EndAll(card.Id, cancel);
            await log.Add(here, card.Id, SignInOutcome.FactorsReset);
        }
        var issued = await signIns.IssueEnrolment(card.Id, cancel);
        await log.Add(here, card.Id, SignInOutcome.EnrolmentIssued);
        return issued;
    }
}
