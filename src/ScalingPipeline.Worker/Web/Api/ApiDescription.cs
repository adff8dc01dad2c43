using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ScalingPipeline.Worker.Web.Api;

/// <summary>The API described for programs (OpenAPI 3.1), made of its routes and documents as they are.</summary>
internal static class ApiDescription
{
    public const string Path = $"{ApiRoutes.Prefix}/openapi.json";

    private const string Key = "ApiKey";
    private const string Bearer = "Bearer";

    public static void AddApiDescription(this IServiceCollection services)
    {
        // As the documents are written: see JsonOutput.
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Converters.Add(
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)
            );
        });
        services.AddProblemDetails();
        services.AddOpenApi(options =>
        {
            options.ShouldInclude = route =>
                $"/{route.RelativePath}".StartsWith(
                    $"{ApiRoutes.Prefix}/",
                    StringComparison.Ordinal
                );
            options.AddSchemaTransformer(NullWhereNotFinite);
            options.AddOperationTransformer(Secure);
            options.AddDocumentTransformer(Introduce);
        });
    }

    /// <summary>A refusal of the API without a body gets one.</summary>
    public static void UseApiProblems(this IApplicationBuilder app) =>
        app.UseWhen(
            http =>
                http.Request.Path.StartsWithSegments(ApiRoutes.Prefix, StringComparison.Ordinal),
            api => api.UseStatusCodePages(ApiFault.WriteAsync)
        );

    public static void MapApiDescription(this IEndpointRouteBuilder routes) =>
        routes.MapOpenApi(Path);

    private static Task NullWhereNotFinite(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var type = context.JsonTypeInfo.Type;
        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(double))
        {
            schema.Type = JsonSchemaType.Number | JsonSchemaType.Null;
        }

        return Task.CompletedTask;
    }

    /// <summary>Changing needs a sign-in always, reading where others can reach the service.</summary>
    private static Task Secure(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        operation.Security =
        [
            Requirement(Key, context.Document!),
            Requirement(Bearer, context.Document!),
        ];
        if (Access.IsReading(context.Description.HttpMethod ?? ""))
        {
            operation.Security.Add([]);
        }

        return Task.CompletedTask;
    }

    private static OpenApiSecurityRequirement Requirement(
        string scheme,
        OpenApiDocument document
    ) => new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    private static Task Introduce(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        document.Info = new OpenApiInfo
        {
            Title = "ScalingPipeline",
            Version = "v1",
            Description =
                "Scaling laws, runs, alerts and files as the service knows them. Losses are in nats per token; a number that is not finite is null. Fields are only ever added.",
        };
        // Wherever it is served.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(
            StringComparer.Ordinal
        )
        {
            [Key] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = ApiKeyHandler.Header,
                Description = "A key of Web:ApiKeys.",
            },
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A key of Web:ApiKeys, or a JSON Web Token of the issuer in Web:Jwt.",
            },
        };
        return Task.CompletedTask;
    }
}
