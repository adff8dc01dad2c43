using ScalingPipeline.Benchmarks.Ingest;

if (args is not ["ingest"])
{
    Console.Error.WriteLine(
        "usage: dotnet run -c Release --project tests/ScalingPipeline.Benchmarks -- ingest"
    );
    return 2;
}

IngestBenchmark.Run();
return 0;
