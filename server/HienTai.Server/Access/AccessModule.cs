using HienTai.Domain.Access;
using HienTai.Server.Accounts;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Access;

public static class AccessModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddAccess() =>
            services
                .AddRecord<AccountNarrator>(
                    new StreamKind<Account, AccountCommand, AccountEvent>(
                        typeof(AccountFact),
                        typeof(MandateFact),
                        typeof(AccountChangeFact)
                    )
                    {
                        Indexes =
                        [
                            FactIndex.On<AccountFact>("name", "(name)"),
                            FactIndex.On<MandateFact>("unit", "(unit)"),
                        ],
                    }
                )
                .AddRecord<ApprovalRulesNarrator>(
                    new StreamKind<ApprovalRules, ApprovalCommand, ApprovalEvent>(typeof(ApprovalRuleFact))
                )
                .AddSingleton<Accounts>()
                .AddSingleton<SightListing>()
                .AddSingleton<Programs>()
                .AddSingleton<TwoAdministrators>()
                .AddSingleton<IRecoveries, Recoveries>()
                .AddSingleton<IFirstAdministrator, FirstAdministratorRecord>();
    }

    extension(IEndpointRouteBuilder app)
    {
        public void MapAccess()
        {
            app.MapGrpcService<AccountService>();
            app.MapGrpcService<ProgramService>();
            app.MapGrpcService<ReadLogService>();
        }
    }
}
