using System.CommandLine;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Web;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>api-key</c>: keys to the page and the API.</summary>
public static class ApiKeyCommand
{
    public static Command Create()
    {
        var fresh = new Command("new", "Print a fresh key, and the hash that settings.json takes");
        fresh.SetAction(parsed =>
        {
            var key = ApiKey.New();
            var hash = ApiKey.Hash(key);
            new Terminal(parsed.GetValue(SharedOptions.Json)).Write(
                new { Key = key, Hash = hash },
                console =>
                {
                    console.WriteLine($"key   {key}");
                    console.WriteLine($"hash  {hash}");
                    console.WriteLine(
                        "Give the key to whoever needs it: it is not kept anywhere. Put the hash into settings.json:"
                    );
                    console.WriteLine(
                        $$"""  "Web": { "ApiKeys": [ { "Name": "...", "Hash": "{{hash}}", "MayChange": true } ] }"""
                    );
                    console.WriteLine("Without MayChange it only reads.");
                }
            );
        });
        return new Command("api-key", "Keys to the page and the API") { fresh };
    }
}
