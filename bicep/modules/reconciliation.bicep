metadata description = 'A job that once a day compares storage with the ledger, both ways, and reads what no event told of.'

import { Image, Setting } from '../types.bicep'

@description('Name of the job.')
@maxLength(32)
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('The Container Apps environment.')
param environmentId string

@description('Resource ID of the identity of the service.')
param identityId string

@description('The image.')
param image Image

@description('Settings that are no secrets.')
param settings Setting[]

@description('URL of the container that is watched.')
param logsUrl string

@description('When it runs: a cron expression in UTC.')
param schedule string

resource job 'Microsoft.App/jobs@2025-07-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      triggerType: 'Schedule'
      scheduleTriggerConfig: { cronExpression: schedule, parallelism: 1, replicaCompletionCount: 1 }
      replicaTimeout: 7200
      replicaRetryLimit: 1
      registries: image.?registry == null ? [] : [{ server: split(image.reference, '/')[0], identity: identityId }]
    }
    template: {
      containers: [
        {
          name: 'reconcile'
          image: image.reference
          args: ['reconcile', logsUrl, '--data', '/data', '--json']
          env: settings
          resources: { cpu: json('1.0'), memory: '2Gi' }
          volumeMounts: [{ volumeName: 'data', mountPath: '/data' }]
        }
      ]
      volumes: [{ name: 'data', storageType: 'EmptyDir' }]
    }
  }
}

@description('Name of the job, for the alert rules.')
output name string = job.name
