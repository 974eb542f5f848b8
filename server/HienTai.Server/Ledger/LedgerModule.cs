namespace HienTai.Server.Ledger;

public static class LedgerModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddLedger() => services.AddSingleton<Rebuild>();
    }

    extension(IEndpointRouteBuilder app)
    {
        public void MapLedger() => app.MapGrpcService<RegistryService>();
    }
}
