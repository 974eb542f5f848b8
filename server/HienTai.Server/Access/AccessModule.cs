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
                    new StreamKind<Account, AccountCommand, AccountEvent>(typeof(AccountFact), typeof(MandateFact))
                )
                .AddRecord<ApprovalRulesNarrator>(
                    new StreamKind<ApprovalRules, ApprovalCommand, ApprovalEvent>(typeof(ApprovalRuleFact))
                )
                .AddSingleton<Accounts>()
                .AddSingleton<IFirstAdministrator, FirstAdministratorRecord>();
    }

    extension(IEndpointRouteBuilder app)
    {
        public void MapAccess()
        {
            app.MapGrpcService<AccountService>();
            app.MapGrpcService<ReadLogService>();
        }
    }
}
