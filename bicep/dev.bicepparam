using 'main.bicep'

// The cheapest installation that does everything: it scales to zero, and is reached over the internet with a token.
param name = 'scalingdev'

// Without a registry the image is public.
var registry = readEnvironmentVariable('REGISTRY', '')
param image = {
  reference: readEnvironmentVariable('IMAGE', 'ghcr.io/example/scaling-pipeline:main')
  registry: empty(registry)
    ? null
    : { name: registry, resourceGroup: readEnvironmentVariable('REGISTRY_RESOURCE_GROUP', 'images') }
}
param scale = { minReplicas: 0, maxReplicas: 2, messagesPerReplica: 20, cores: '1.0' }
param nightly = { time: '02:30', timeZone: 'UTC' }
param authentication = {
  authority: 'https://login.microsoftonline.com/${readEnvironmentVariable('AZURE_TENANT_ID', '00000000-0000-0000-0000-000000000000')}/v2.0'
  audience: readEnvironmentVariable('API_CLIENT_ID', '00000000-0000-0000-0000-000000000000')
}
param pageKeyHash = readEnvironmentVariable('PAGE_KEY_HASH', '')
param network = { access: 'public', pageAddressRanges: [] }
param database = {
  tier: 'Burstable'
  sku: 'Standard_B1ms'
  storageGiB: 32
  backupDays: 7
  geoRedundantBackup: false
  standby: false
}
param databaseAdministrator = {
  name: 'scaling-pipeline-administrators'
  objectId: readEnvironmentVariable('DATABASE_ADMINISTRATOR_ID', '00000000-0000-0000-0000-000000000000')
  principalType: 'Group'
}
param alertAddresses = [readEnvironmentVariable('ALERT_ADDRESS', 'scaling-pipeline@example.org')]
param metricsEndpoint = readEnvironmentVariable('METRICS_ENDPOINT', '')

// Azure takes no month that is over when the budget is made, and no other one later: no date can stand here for everyone.
var budgetStart = readEnvironmentVariable('BUDGET_START', '')
param budget = empty(budgetStart) ? null : { monthlyAmount: 150, start: budgetStart }
