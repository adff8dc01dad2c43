metadata description = 'Lets the identity of the service pull its image. Deployed into the resource group of the registry.'

import { roles } from '../roles.bicep'

@description('Name of the registry.')
param registryName string

@description('Resource ID of the identity of the service.')
param identityId string

@description('Object ID of the identity of the service.')
param principalId string

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' existing = {
  name: registryName
}

resource pulls 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, identityId, roles.acrPull)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.acrPull)
    description: 'The service pulls its image.'
  }
}
