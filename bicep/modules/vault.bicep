metadata description = 'Key vault for the few secrets there are (webhook signatures); the service reads only those it is told of.'

import { Network, NetworkParts, SecretSetting } from '../types.bicep'
import { roles } from '../roles.bicep'

@description('Name of the vault.')
@minLength(3)
@maxLength(24)
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('How the vault is reached.')
param network Network

@description('Subnets and zones; needed when the network is private.')
param networkParts NetworkParts?

@description('Resource ID of the identity of the service.')
param identityId string

@description('Object ID of the identity of the service.')
param principalId string

@description('The secrets that the service reads. They must be in the vault already.')
param secretSettings SecretSetting[]

var isPrivate = network.access == 'private'

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }
}

resource secret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' existing = [
  for setting in secretSettings: {
    parent: vault
    name: setting.secret
  }
]

resource readsSecret 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (setting, index) in secretSettings: {
    scope: secret[index]
    name: guid(secret[index].id, identityId, roles.keyVaultSecretsUser)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser)
      description: 'The service reads this secret.'
    }
  }
]

module endpoint 'privateEndpoint.bicep' = if (isPrivate) {
  params: {
    name: 'pe-${name}-vault'
    location: location
    tags: tags
    resourceId: vault.id
    part: 'vault'
    subnetId: networkParts!.endpointSubnetId
    zoneId: networkParts!.vaultZoneId
  }
}

@description('Name of the vault.')
output name string = vault.name

@description('URL of the vault.')
output url string = vault.properties.vaultUri
