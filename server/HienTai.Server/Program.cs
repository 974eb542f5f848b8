using HienTai.Server.Database;
using HienTai.Server.Hosting;

Console.OutputEncoding = System.Text.Encoding.UTF8;
try
{
    return await Startup.Run(args);
}
catch (StartupFailure failure)
{
    Console.Error.WriteLine($"{failure.Vi}\n{failure.En}");
    return 1;
}
