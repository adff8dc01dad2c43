metadata description = 'One direction of the peering of two networks.'

@description('Name of the network, in the resource group of this deployment.')
param networkName string

@description('Name of the peering.')
param name string

@description('Resource ID of the other network.')
param remoteId string

@description('Whether the other network may use the gateway of this one.')
param sharesGateway bool = false

@description('Whether this network uses the gateway of the other one.')
param usesGateway bool = false

resource network 'Microsoft.Network/virtualNetworks@2024-07-01' existing = {
  name: networkName

  resource peering 'virtualNetworkPeerings' = {
    name: name
    properties: {
      remoteVirtualNetwork: { id: remoteId }
      allowVirtualNetworkAccess: true
      // From behind a gateway or a firewall of the other network.
      allowForwardedTraffic: true
      allowGatewayTransit: sharesGateway
      useRemoteGateways: usesGateway
    }
  }
}
