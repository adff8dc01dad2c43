using ScalingPipeline.Benchmarks.Fits;
using ScalingPipeline.Benchmarks.Forecasts;
using ScalingPipeline.Benchmarks.Ingest;

switch (args)
{
    case ["ingest"]:
        IngestBenchmark.Run();
        return 0;
    case ["ingest-once", var logs, var state]:
        Console.WriteLine(FirstPass.Measure(logs, state).ToJson());
        return 0;
    case ["calibration"]:
        CalibrationTable.Print();
        return 0;
    case ["curves"]:
        CurveTable.Print();
        return 0;
    case ["fits"]:
        FitsBenchmark.Run();
        CurveTable.Print();
        return 0;
    case ["recovery"]:
        RecoveryTable.Print();
        return 0;
    default:
        Console.Error.WriteLine(
            "usage: dotnet run -c Release --project tests/ScalingPipeline.Benchmarks -- ingest|fits|calibration|curves|recovery"
        );
        return 2;
}
