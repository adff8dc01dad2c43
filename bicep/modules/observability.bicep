metadata description = 'Where logs and traces go, and who is told when something is wrong.'

@description('Name that the resources begin with.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the Application Insights component.')
param insightsName string

@description('Mail addresses that alerts go to.')
param alertAddresses string[]

@description('How long logs are kept, in days.')
@minValue(30)
@maxValue(730)
param retentionDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: 'log-${name}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    features: { disableLocalAuth: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
  }
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'scaling'
    emailReceivers: [
      for (address, index) in alertAddresses: {
        name: 'mail-${index}'
        emailAddress: address
        useCommonAlertSchema: true
      }
    ]
  }
}

@description('The log workspace.')
output workspaceId string = workspace.id

@description('The action group that alerts go to.')
output actionGroupId string = people.id
