metadata description = 'A virtual network with subnets for the environment, the private endpoints and the database, their private DNS zones, and peerings with networks of yours.'

import { NetworkParts, Peer } from '../types.bicep'

@description('Name that the resources begin with.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('IPv4 range of the network, /16 to /22.')
param addressRange string

@description('Networks of yours that it is peered with.')
param peers Peer[]

var zones = [
  'privatelink.blob.${environment().suffixes.storage}'
  'privatelink.queue.${environment().suffixes.storage}'
  'privatelink.vaultcore.azure.net'
  '${name}.private.postgres.database.azure.com'
]

// Names are answered here, and in the networks that have no such zones yet.
var networkIds = concat([network.id], map(filter(peers, peer => peer.linkZones), peer => peer.networkId))

// The subnets stand inside: a network that is deployed again without them might try to remove them.
resource network 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: 'vnet-${name}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressRange] }
    subnets: [
      {
        name: 'environment'
        properties: {
          addressPrefix: cidrSubnet(addressRange, 24, 0)
          delegations: [{ name: 'container-apps', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressRange, 24, 1)
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: cidrSubnet(addressRange, 24, 2)
          delegations: [
            { name: 'postgresql', properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers' } }
          ]
        }
      }
    ]
  }

  resource environmentSubnet 'subnets' existing = { name: 'environment' }
  resource endpointSubnet 'subnets' existing = { name: 'endpoints' }
  resource databaseSubnet 'subnets' existing = { name: 'database' }
}

module zone 'zone.bicep' = [
  for zone in zones: {
    params: {
      name: zone
      tags: tags
      networkIds: networkIds
    }
  }
]

module there 'peering.bicep' = [
  for peer in peers: {
    // The other network first: it must share its gateway before this one can use it.
    scope: resourceGroup(split(peer.networkId, '/')[2], split(peer.networkId, '/')[4])
    params: {
      networkName: last(split(peer.networkId, '/'))
      name: 'to-${network.name}'
      remoteId: network.id
      sharesGateway: peer.useGateway
    }
  }
]

@batchSize(1)
module here 'peering.bicep' = [
  for (peer, index) in peers: {
    dependsOn: [there[index]]
    params: {
      networkName: network.name
      name: 'to-${last(split(peer.networkId, '/'))}'
      remoteId: peer.networkId
      usesGateway: peer.useGateway
    }
  }
]

@description('Subnets and zones, for the parts that live in the network.')
output parts NetworkParts = {
  networkId: network.id
  environmentSubnetId: network::environmentSubnet.id
  endpointSubnetId: network::endpointSubnet.id
  databaseSubnetId: network::databaseSubnet.id
  blobZoneId: zone[0].outputs.zoneId
  queueZoneId: zone[1].outputs.zoneId
  vaultZoneId: zone[2].outputs.zoneId
  databaseZoneId: zone[3].outputs.zoneId
}
