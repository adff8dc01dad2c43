metadata description = 'PostgreSQL for the state: Entra ID only, no passwords.'

import { Administrator, Database, Network, NetworkParts } from '../types.bicep'

@description('Name of the server.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Size and safety.')
param database Database

@description('Who administers the server.')
param administrator Administrator

@description('How the server is reached.')
param network Network

@description('Subnets and zones; needed when the network is private.')
param networkParts NetworkParts?

var isPrivate = network.access == 'private'

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: database.sku, tier: database.tier }
  properties: {
    // The version that the tests run against.
    version: '15'
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenant().tenantId
    }
    storage: { storageSizeGB: database.storageGiB, autoGrow: 'Enabled' }
    backup: {
      backupRetentionDays: database.backupDays
      geoRedundantBackup: database.geoRedundantBackup ? 'Enabled' : 'Disabled'
    }
    highAvailability: { mode: database.standby ? 'ZoneRedundant' : 'Disabled' }
    network: isPrivate
      ? {
          delegatedSubnetResourceId: networkParts!.databaseSubnetId
          privateDnsZoneArmResourceId: networkParts!.databaseZoneId
          publicNetworkAccess: 'Disabled'
        }
      : { publicNetworkAccess: 'Enabled' }
  }

  resource state 'databases' = {
    name: 'scaling_pipeline'
    properties: { charset: 'UTF8', collation: 'en_US.utf8' }
  }

  // The server takes one change at a time.
  resource admin 'administrators' = {
    name: administrator.objectId
    dependsOn: [state]
    properties: {
      principalName: administrator.name
      principalType: administrator.principalType
      tenantId: tenant().tenantId
    }
  }

  // This pair of addresses stands for services inside Azure; who they are is asked by Entra ID.
  resource azureServices 'firewallRules' = if (!isPrivate) {
    name: 'azure-services'
    dependsOn: [admin]
    properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }
  }
}

@description('The server, for the alert rules.')
output serverId string = server.id

@description('Host name of the server.')
output host string = server.properties.fullyQualifiedDomainName

@description('Name of the database.')
output databaseName string = server::state.name
