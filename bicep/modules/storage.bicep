metadata description = 'The storage account: containers for logs, output and undeliverable events, the work queue and its poison queue.'

import { Network, NetworkParts } from '../types.bicep'

@description('Name of the storage account.')
@minLength(3)
@maxLength(24)
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('How the account is reached.')
param network Network

@description('Subnets and zones; needed when the network is private.')
param networkParts NetworkParts?

@description('Workspace for the log of queue operations that the alert rules read.')
param workspaceId string

@description('Name of the work queue; messages set aside go to the queue of that name and -poison.')
@maxLength(56)
param queueName string

@description('Whether copies are kept in other zones.')
param zoneRedundant bool

@description('How long deleted blobs can be brought back, in days.')
@minValue(1)
@maxValue(365)
param deletedBlobDays int = 14

var isPrivate = network.access == 'private'
var containers = ['logs', 'output', 'dead-letters']
var queues = [queueName, '${queueName}-poison']

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    // Entra ID only: there is no account key to lose.
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // Not 'Disabled', so that Event Grid, a trusted service, and the producers' addresses come through.
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
      ipRules: [for range in (network.?producerAddressRanges ?? []): { action: 'Allow', value: range }]
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: deletedBlobDays }
      containerDeleteRetentionPolicy: { enabled: true, days: deletedBlobDays }
    }

    resource container 'containers' = [
      for container in containers: {
        name: container
        properties: { publicAccess: 'None' }
      }
    ]
  }

  resource queueService 'queueServices' = {
    name: 'default'

    resource queue 'queues' = [for queue in queues: { name: queue }]
  }
}

// Who put a message into the poison queue, and whether any leaves the work queue: no metric tells queues apart.
resource queueLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account::queueService
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
  }
}

module blobEndpoint 'privateEndpoint.bicep' = if (isPrivate) {
  params: {
    name: 'pe-${name}-blob'
    location: location
    tags: tags
    resourceId: account.id
    part: 'blob'
    subnetId: networkParts!.endpointSubnetId
    zoneId: networkParts!.blobZoneId
  }
}

module queueEndpoint 'privateEndpoint.bicep' = if (isPrivate) {
  params: {
    name: 'pe-${name}-queue'
    location: location
    tags: tags
    resourceId: account.id
    part: 'queue'
    subnetId: networkParts!.endpointSubnetId
    zoneId: networkParts!.queueZoneId
  }
}

@description('URL of the container that logs are dropped into.')
output logsUrl string = '${account.properties.primaryEndpoints.blob}logs'

@description('URL of the container for normalized losses, alerts and reports.')
output outputUrl string = '${account.properties.primaryEndpoints.blob}output'

@description('URL of the work queue.')
output queueUrl string = '${account.properties.primaryEndpoints.queue}${queueName}'
