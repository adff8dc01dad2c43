namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>The pages, made on the server out of the report's own sections: what a page says now, the report says tonight. Each reads only what it shows.</summary>
internal static class PageRoutes
{
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").RequireRateLimiting(RequestLimits.Pages);
        pages.AnswerHeads();
        pages.MapOverviewPage();
        pages.MapDomainPage();
        pages.MapRunPage();
        pages.MapLawPage();
        pages.MapAlertPage();
        pages.MapLedgerPage();
        pages.MapForecastPage();
        pages.MapReportPages();
    }

    /// <summary>Whatever can be got can be asked about, as link checkers and proxies do; the server leaves the body out.</summary>
    private static void AnswerHeads(this RouteGroupBuilder pages) =>
        ((IEndpointConventionBuilder)pages).Finally(route =>
        {
            for (var i = 0; i < route.Metadata.Count; i++)
            {
                if (route.Metadata[i] is IHttpMethodMetadata { HttpMethods: ["GET"] })
                {
                    route.Metadata[i] = new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]);
                }
            }
        });
}
