metadata description = 'The Container Apps environment, with its OpenTelemetry agent.'

import { Network, NetworkParts } from '../types.bicep'

@description('Name of the environment.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('How the environment is reached.')
param network Network

@description('Subnets and zones; needed when the network is private.')
param networkParts NetworkParts?

@description('Workspace for the logs of the containers.')
param workspaceId string

@description('Name of the Application Insights component for traces.')
param insightsName string

@description('OTLP/gRPC endpoint for metrics, e.g. of a collector; empty: none, since Application Insights takes none from the agent.')
param metricsEndpoint string

@description('Whether replicas are spread over zones; needs a private network.')
param zoneRedundant bool

var isPrivate = network.access == 'private'

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

// The agent is in preview: no stable version of the API knows it yet.
resource environment 'Microsoft.App/managedEnvironments@2025-10-02-preview' = {
  name: name
  location: location
  tags: tags
  properties: {
    // Through a diagnostic setting, which needs no key of the workspace.
    appLogsConfiguration: { destination: 'azure-monitor' }
    appInsightsConfiguration: { connectionString: insights.properties.ConnectionString }
    openTelemetryConfiguration: {
      destinationsConfiguration: {
        otlpConfigurations: empty(metricsEndpoint)
          ? []
          : [{ name: 'metrics', endpoint: metricsEndpoint, insecure: false }]
      }
      tracesConfiguration: { destinations: ['appInsights'] }
      metricsConfiguration: empty(metricsEndpoint) ? null : { destinations: ['metrics'] }
    }
    vnetConfiguration: isPrivate ? { infrastructureSubnetId: networkParts!.environmentSubnetId, internal: true } : null
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    zoneRedundant: isPrivate && zoneRedundant
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: environment
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'ContainerAppConsoleLogs', enabled: true }
      { category: 'ContainerAppSystemLogs', enabled: true }
    ]
  }
}

// A private environment has an address of its own, and Azure answers none of its names: this zone does.
module zone 'zone.bicep' = if (isPrivate) {
  params: {
    // Azure chooses the domain: what-if cannot look into this zone before there is an environment.
    #disable-next-line what-if-short-circuiting
    name: environment.properties.defaultDomain
    tags: tags
    networkIds: concat(
      [networkParts!.networkId],
      map(filter(network.?peers ?? [], peer => peer.linkZones), peer => peer.networkId)
    )
    address: environment.properties.staticIp
  }
}

@description('The environment.')
output environmentId string = environment.id

@description('Domain that the names of apps end with.')
output domain string = environment.properties.defaultDomain
