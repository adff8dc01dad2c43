using System.Net.Sockets;

namespace ScalingPipeline.Worker.Web;

/// <summary>Whom a limit is counted for.</summary>
internal static class Client
{
    private const int NetworkBytes = 8;

    /// <summary>The address; of IPv6 the network of 64 bits, since one client has all addresses of it.</summary>
    public static string Of(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address)
        {
            return "";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes))
            : address.ToString();
    }
}
