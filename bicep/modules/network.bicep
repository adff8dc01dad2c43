metadata description = 'A virtual network with subnets for the environment, the private endpoints and the database, and their private DNS zones.'

import { NetworkParts } from '../types.bicep'

@description('Name that the resources begin with.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('IPv4 range of the network, /16 to /22.')
param addressRange string

var zones = [
  'privatelink.blob.${environment().suffixes.storage}'
  'privatelink.queue.${environment().suffixes.storage}'
  'privatelink.vaultcore.azure.net'
  '${name}.private.postgres.database.azure.com'
]

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

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for name in zones: {
    name: name
    location: 'global'
    tags: tags
  }
]

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zoneName, index) in zones: {
    parent: zone[index]
    name: 'link-${name}'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
]

@description('Subnets and zones, for the parts that live in the network.')
output parts NetworkParts = {
  environmentSubnetId: network::environmentSubnet.id
  endpointSubnetId: network::endpointSubnet.id
  databaseSubnetId: network::databaseSubnet.id
  blobZoneId: zone[0].id
  queueZoneId: zone[1].id
  vaultZoneId: zone[2].id
  databaseZoneId: zone[3].id
}
