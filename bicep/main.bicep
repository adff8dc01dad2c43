metadata description = 'ScalingPipeline in one resource group: storage and events, the service and its reconciling job, database, vault, logs, alerts.'

import {
  Administrator
  Authentication
  Budget
  Database
  Image
  Network
  Nightly
  Scale
  SecretSetting
  Setting
} from 'types.bicep'

@description('Name of the installation; every resource carries it. Lower-case letters and digits.')
@minLength(3)
@maxLength(11)
param name string

@description('Region of everything.')
param location string = resourceGroup().location

@description('Tags of every resource.')
param tags object = { application: 'scaling-pipeline', installation: name }

@description('The image of the service.')
param image Image

@description('How many replicas take the work, and how large each is.')
param scale Scale

@description('When the nightly report runs.')
param nightly Nightly

@description('When storage is compared with the ledger: a cron expression in UTC.')
param reconciliationSchedule string = '0 1 * * *'

@description('Who may read the page and the API.')
param authentication Authentication

@description('Hash of the key with which people sign in to the page in a browser; scaling-pipeline api-key new makes both. Empty: nobody can, only tokens are taken.')
@secure()
param pageKeyHash string = ''

@description('Object IDs of the identities under which GPU jobs drop logs.')
param producerIds string[] = []

@description('How the parts are reached.')
param network Network

@description('Size and safety of the database.')
param database Database

@description('Who administers the database.')
param databaseAdministrator Administrator

@description('Secrets of the key vault as settings of the service. Deploy without them once, put the secrets into the vault, deploy again.')
param secretSettings SecretSetting[] = []

@description('Further settings of the service, as environment variables that begin with SCALING_PIPELINE_.')
param extraSettings Setting[] = []

@description('Whether storage and replicas are spread over zones.')
param zoneRedundant bool = false

@description('OTLP/gRPC endpoint with TLS that metrics are sent to, e.g. https://collector.example.org:4317; empty: none are.')
param metricsEndpoint string = ''

@description('Mail addresses that alerts go to.')
@minLength(1)
param alertAddresses string[]

@description('How long logs are kept, in days.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('A warning before the month costs more than planned. Absent: none.')
param budget Budget?

var unique = uniqueString(resourceGroup().id, name)
var identityName = 'id-${name}'
var accountName = 'st${name}${take(unique, 11)}'
var queueName = 'logs'
var insightsName = 'appi-${name}'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: identityName
  location: location
  tags: tags
}

module networkParts 'modules/network.bicep' = if (network.access == 'private') {
  params: {
    name: name
    location: location
    tags: tags
    addressRange: network.?addressRange ?? '10.40.0.0/22'
    peers: network.?peers ?? []
  }
}

module observability 'modules/observability.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    insightsName: insightsName
    alertAddresses: alertAddresses
    retentionDays: logRetentionDays
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    name: accountName
    queueName: queueName
    location: location
    tags: tags
    network: network
    networkParts: networkParts.?outputs.parts
    workspaceId: observability.outputs.workspaceId
    zoneRedundant: zoneRedundant
  }
}

module storageAccess 'modules/storageAccess.bicep' = {
  dependsOn: [storage]
  params: {
    accountName: accountName
    queueName: queueName
    identityId: identity.id
    principalId: identity.properties.principalId
    producerIds: producerIds
  }
}

module events 'modules/events.bicep' = {
  dependsOn: [storage]
  params: {
    name: 'evgt-${name}'
    location: location
    tags: tags
    accountName: accountName
    queueName: queueName
  }
}

module state 'modules/database.bicep' = {
  params: {
    name: 'psql-${name}-${unique}'
    location: location
    tags: tags
    database: database
    administrator: databaseAdministrator
    network: network
    networkParts: networkParts.?outputs.parts
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    name: 'kv${name}${take(unique, 11)}'
    location: location
    tags: tags
    network: network
    networkParts: networkParts.?outputs.parts
    identityId: identity.id
    principalId: identity.properties.principalId
    secretSettings: secretSettings
  }
}

module registryAccess 'modules/registryAccess.bicep' = if (image.?registry != null) {
  scope: resourceGroup(image.?registry.?resourceGroup ?? resourceGroup().name)
  params: {
    registryName: image.?registry.?name ?? 'none'
    identityId: identity.id
    principalId: identity.properties.principalId
  }
}

module environment 'modules/environment.bicep' = {
  params: {
    name: 'cae-${name}'
    location: location
    tags: tags
    network: network
    networkParts: networkParts.?outputs.parts
    workspaceId: observability.outputs.workspaceId
    insightsName: insightsName
    metricsEndpoint: metricsEndpoint
    zoneRedundant: zoneRedundant
  }
}

// The same for the service and the job: both work on one state under one identity.
var settings Setting[] = concat(
  [
    { name: 'AZURE_CLIENT_ID', value: identity.properties.clientId }
    { name: 'SCALING_PIPELINE_Storage__Output', value: storage.outputs.outputUrl }
    { name: 'SCALING_PIPELINE_Storage__Queue', value: storage.outputs.queueUrl }
    {
      name: 'SCALING_PIPELINE_Storage__State'
      value: 'Host=${state.outputs.host};Database=${state.outputs.databaseName};Username=${identityName};SSL Mode=VerifyFull'
    }
    { name: 'SCALING_PIPELINE_Storage__PostgresEntraId', value: 'true' }
  ],
  extraSettings
)

module service 'modules/service.bicep' = {
  // It reads and pulls from its first second on.
  dependsOn: [storageAccess, registryAccess]
  params: {
    name: 'ca-${name}'
    location: location
    tags: tags
    environmentId: environment.outputs.environmentId
    identityId: identity.id
    image: image
    scale: scale
    nightly: nightly
    authentication: authentication
    pageKeyHash: pageKeyHash
    settings: settings
    secretSettings: secretSettings
    vaultUrl: vault.outputs.url
    logsUrl: storage.outputs.logsUrl
    accountName: accountName
    queueName: queueName
    network: network
  }
}

module reconciliation 'modules/reconciliation.bicep' = {
  dependsOn: [storageAccess, registryAccess]
  params: {
    name: 'caj-${name}-reconcile'
    location: location
    tags: tags
    environmentId: environment.outputs.environmentId
    identityId: identity.id
    image: image
    settings: settings
    logsUrl: storage.outputs.logsUrl
    schedule: reconciliationSchedule
  }
}

module alerts 'modules/alerts.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    actionGroupId: observability.outputs.actionGroupId
    workspaceId: observability.outputs.workspaceId
    accountName: accountName
    queueName: queueName
    appId: service.outputs.appId
    alwaysOn: scale.minReplicas > 0
    jobName: reconciliation.outputs.name
    topicId: events.outputs.topicId
    databaseId: state.outputs.serverId
  }
}

module plan 'modules/budget.bicep' = if (budget != null) {
  params: {
    name: 'budget-${name}'
    budget: budget!
    addresses: alertAddresses
  }
}

@description('Where logs are dropped.')
output logsUrl string = storage.outputs.logsUrl

@description('Where normalized losses, alerts and reports are.')
output outputUrl string = storage.outputs.outputUrl

@description('Where the page is.')
output pageUrl string = service.outputs.url

@description('Host of the database, for the one step that makes the role of the service.')
output databaseHost string = state.outputs.host

@description('The identity of the service, which is also its role name in the database.')
output identityName string = identity.name

@description('Name of the key vault.')
output vaultName string = vault.outputs.name
