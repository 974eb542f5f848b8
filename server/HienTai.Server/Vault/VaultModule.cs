namespace HienTai.Server.Vault;

public static class VaultModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddVault(string? keyFolder, string? maintenance) =>
            services
                .AddSingleton(_ => new MasterKeys(keyFolder ?? MasterKeys.FolderInUse()))
                .AddSingleton<PersonKeys>()
                .AddSingleton(s => new Remains(
                    maintenance,
                    s.GetRequiredService<Pipeline.StreamKinds>(),
                    s.GetRequiredService<ILogger<Remains>>()
                ));
    }
}
