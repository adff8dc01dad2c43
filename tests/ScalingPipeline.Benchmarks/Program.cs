using ScalingPipeline.Benchmarks.Detection;
using ScalingPipeline.Benchmarks.Fits;
using ScalingPipeline.Benchmarks.Forecasts;
using ScalingPipeline.Benchmarks.Ingest;
using ScalingPipeline.Benchmarks.Parquet;
using ScalingPipeline.Benchmarks.Report;
using ScalingPipeline.Benchmarks.Scale;

switch (args)
{
    case ["ingest"]:
        IngestBenchmark.Run();
        return 0;
    case ["parquet-once", var path, var threads]:
        Console.WriteLine(ParquetBenchmark.PeakOf(path, int.Parse(threads)));
        return 0;
    case ["ingest-once", var logs, var state]:
        Console.WriteLine(FirstPass.Measure(logs, state).ToJson());
        return 0;
    case ["calibration"]:
        CalibrationTable.Print();
        return 0;
    case ["detection"]:
        await DetectionTable.PrintAsync();
        Console.WriteLine();
        FamilyTable.Print();
        return 0;
    case ["detection", "families"]:
        FamilyTable.Print();
        return 0;
    case ["detection", var fault]:
        await DetectionTable.PrintAsync(fault);
        return 0;
    case ["curves"]:
        CurveTable.Print();
        return 0;
    case ["fits"]:
        FitsBenchmark.Run();
        CurveTable.Print();
        return 0;
    case ["frontier"]:
        FrontierTable.Print();
        return 0;
    case ["recovery"]:
        RecoveryTable.Print();
        return 0;
    case ["report"]:
        ReportTable.Print();
        return 0;
    case ["scale"]:
        await ReconcileTable.PrintAsync();
        await RefitTable.PrintAsync();
        await WorkersTable.PrintAsync();
        return 0;
    case ["scale", "workers"]:
        await WorkersTable.PrintAsync();
        return 0;
    case ["parquet", .. var rest] when rest.Length <= 2:
        ParquetBenchmark.Run(
            rest.Length > 0 ? int.Parse(rest[0]) : 40,
            rest.Length > 1 ? rest[1] : null
        );
        return 0;
    default:
        Console.Error.WriteLine(
            "usage: dotnet run -c Release --project tests/ScalingPipeline.Benchmarks -- ingest | parquet [MILLIONS [VARIANT]] | fits | calibration | detection [families | FAULT] | curves | frontier | recovery | report | scale [workers]"
        );
        return 2;
}
