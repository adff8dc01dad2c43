using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using ScalingPipeline.Storage.State.Protection;

namespace ScalingPipeline.Worker.Web;

/// <summary>Keeps the keys that protect cookies in the state, so that a browser that signed in at one process is signed in at all.</summary>
/// <remarks>The framework asks without waiting, and from threads of the pool only.</remarks>
internal sealed class StateKeyRing(SqlProtectionKeys keys) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        Task.Run(() => keys.ReadAsync(CancellationToken.None))
            .GetAwaiter()
            .GetResult()
            .Select(XElement.Parse)
            .ToArray();

    // The framework reads all keys again after it has added one: when another process was first, it takes the key of that.
    public void StoreElement(XElement element, string friendlyName) =>
        Task.Run(() =>
                keys.AddAsync(
                    friendlyName,
                    element.ToString(SaveOptions.DisableFormatting),
                    CancellationToken.None
                )
            )
            .GetAwaiter()
            .GetResult();
}
