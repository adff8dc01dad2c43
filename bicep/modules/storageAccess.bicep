metadata description = 'What the service and the producers of logs may do, each on a single container or queue.'

import { roles } from '../roles.bicep'

@description('Name of the storage account.')
param accountName string

@description('Name of the work queue.')
param queueName string

@description('Resource ID of the identity of the service.')
param identityId string

@description('Object ID of the identity of the service.')
param principalId string

@description('Object IDs of the identities under which GPU jobs drop logs.')
param producerIds string[]

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: accountName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource logs 'containers' existing = { name: 'logs' }
    resource output 'containers' existing = { name: 'output' }
  }

  resource queueService 'queueServices' existing = {
    name: 'default'

    resource work 'queues' existing = { name: queueName }
    resource poison 'queues' existing = { name: '${queueName}-poison' }
  }
}

resource readsLogs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account::blobs::logs
  name: guid(account::blobs::logs.id, identityId, roles.storageBlobDataReader)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataReader)
    description: 'The service reads training logs.'
  }
}

resource writesOutput 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account::blobs::output
  name: guid(account::blobs::output.id, identityId, roles.storageBlobDataContributor)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
    description: 'The service writes normalized losses, alerts and reports.'
  }
}

// Not Message Processor and Message Sender: neither may renew the visibility of a message (messages/write), nor read the
// length of the queue, which the scale rule does under the same identity.
resource worksQueue 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account::queueService::work
  name: guid(account::queueService::work.id, identityId, roles.storageQueueDataContributor)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageQueueDataContributor
    )
    description: 'The service adds, takes, renews and deletes messages; the scale rule reads the length.'
  }
}

resource setsAside 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account::queueService::poison
  name: guid(account::queueService::poison.id, identityId, roles.storageQueueDataMessageSender)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageQueueDataMessageSender
    )
    description: 'The service sets messages aside that cannot be worked on.'
  }
}

resource countsSetAside 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account::queueService::poison
  name: guid(account::queueService::poison.id, identityId, roles.storageQueueDataReader)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageQueueDataReader)
    description: 'The service counts the messages set aside.'
  }
}

resource dropsLogs 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for producerId in producerIds: {
    scope: account::blobs::logs
    name: guid(account::blobs::logs.id, producerId, roles.storageBlobDataContributor)
    properties: {
      principalId: producerId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roles.storageBlobDataContributor
      )
      description: 'GPU jobs drop training logs.'
    }
  }
]
