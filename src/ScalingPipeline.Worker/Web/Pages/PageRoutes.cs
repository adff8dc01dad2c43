namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>The pages, made on the server out of the report's own sections: what a page says now, the report says tonight. Each reads only what it shows.</summary>
internal static class PageRoutes
{
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").RequireRateLimiting(RequestLimits.Pages);
        pages.MapOverviewPage();
        pages.MapDomainPage();
        pages.MapRunPage();
        pages.MapLawPage();
        pages.MapAlertPage();
        pages.MapLedgerPage();
        pages.MapForecastPage();
        pages.MapReportPages();
    }
}
