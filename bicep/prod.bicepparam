using 'main.bicep'

// A network of its own, everything spread over zones, a replica always there.
param name = 'scalingprod'
param image = {
  reference: readEnvironmentVariable('IMAGE', 'example.azurecr.io/scaling-pipeline:main')
  registry: {
    name: readEnvironmentVariable('REGISTRY', 'example')
    resourceGroup: readEnvironmentVariable('REGISTRY_RESOURCE_GROUP', 'images')
  }
}
param scale = { minReplicas: 1, maxReplicas: 10, messagesPerReplica: 20, cores: '2.0' }
param nightly = { time: '02:30', timeZone: 'Europe/Berlin' }
param authentication = {
  authority: 'https://login.microsoftonline.com/${readEnvironmentVariable('AZURE_TENANT_ID', '00000000-0000-0000-0000-000000000000')}/v2.0'
  audience: readEnvironmentVariable('API_CLIENT_ID', '00000000-0000-0000-0000-000000000000')
}
param pageKeyHash = readEnvironmentVariable('PAGE_KEY_HASH', '')
// The network that people come from; see "The way in" in the README.
var peer = readEnvironmentVariable('PEER_NETWORK_ID', '')
param network = {
  access: 'private'
  addressRange: '10.40.0.0/22'
  producerAddressRanges: []
  peers: empty(peer) ? [] : [{ networkId: peer, linkZones: true, useGateway: false }]
}
param zoneRedundant = true
param database = {
  tier: 'GeneralPurpose'
  sku: 'Standard_D2ds_v5'
  storageGiB: 128
  backupDays: 35
  geoRedundantBackup: true
  standby: true
}
param databaseAdministrator = {
  name: 'scaling-pipeline-administrators'
  objectId: readEnvironmentVariable('DATABASE_ADMINISTRATOR_ID', '00000000-0000-0000-0000-000000000000')
  principalType: 'Group'
}
param alertAddresses = [readEnvironmentVariable('ALERT_ADDRESS', 'scaling-pipeline@example.org')]
param logRetentionDays = 90
param metricsEndpoint = readEnvironmentVariable('METRICS_ENDPOINT', '')

// Azure takes no month that is over when the budget is made, and no other one later: no date can stand here for everyone.
var budgetStart = readEnvironmentVariable('BUDGET_START', '')
param budget = empty(budgetStart) ? null : { monthlyAmount: 1500, start: budgetStart }
