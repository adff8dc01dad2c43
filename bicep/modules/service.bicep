metadata description = 'The service: one container app whose replicas share the work queue and the state.'

import { Authentication, Image, Network, Nightly, Scale, SecretSetting, Setting } from '../types.bicep'

@description('Name of the app.')
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

@description('How many replicas, and how large.')
param scale Scale

@description('When the nightly report runs.')
param nightly Nightly

@description('Who may read the page.')
param authentication Authentication

@description('Hash of the key with which people sign in to the page. Empty: nobody can.')
@secure()
param pageKeyHash string

@description('Settings that are no secrets.')
param settings Setting[]

@description('Settings whose values are in the key vault.')
param secretSettings SecretSetting[]

@description('URL of the key vault.')
param vaultUrl string

@description('URL of the container that is watched.')
param logsUrl string

@description('Name of the storage account of the work queue.')
param accountName string

@description('Name of the work queue.')
param queueName string

@description('How the page is reached.')
param network Network

var port = 5080
var pageKey = 'page-key-hash'
var memories = { '0.5': '1Gi', '1.0': '2Gi', '2.0': '4Gi', '4.0': '8Gi' }
var clock = split(nightly.time, ':')
var hour = int(clock[0])
var minute = int(clock[1])

// Scaled to zero, nobody is there when the night comes: a replica is kept for an hour from the time of the report on. It claims
// the night in the state as any other does, so the report is made once. A night that is missed all the same is made up for when
// the next replica starts (Monitoring:Nightly:Misfire).
var nightlyWindow = {
  name: 'nightly'
  custom: {
    type: 'cron'
    metadata: {
      timezone: nightly.timeZone
      start: '${minute} ${hour} * * *'
      end: '${minute} ${(hour + 1) % 24} * * *'
      desiredReplicas: '1'
    }
  }
}

var workWaiting = {
  name: 'work-waiting'
  custom: {
    type: 'azure-queue'
    identity: identityId
    metadata: {
      accountName: accountName
      queueName: queueName
      queueLength: string(scale.messagesPerReplica)
      // Messages being worked on count too: the replica that works on them must not be taken away.
      queueLengthStrategy: 'all'
    }
  }
}

resource app 'Microsoft.App/containerApps@2025-07-01' = {
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
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 5
      ingress: {
        external: true
        targetPort: port
        transport: 'http'
        allowInsecure: false
        ipSecurityRestrictions: [
          for (range, index) in (network.?pageAddressRanges ?? []): {
            name: 'allowed-${index}'
            action: 'Allow'
            ipAddressRange: range
          }
        ]
      }
      registries: image.?registry == null ? [] : [{ server: split(image.reference, '/')[0], identity: identityId }]
      secrets: concat(
        map(secretSettings, setting => {
          name: setting.secret
          keyVaultUrl: '${vaultUrl}secrets/${setting.secret}'
          identity: identityId
        }),
        empty(pageKeyHash) ? [] : [{ name: pageKey, value: pageKeyHash }]
      )
    }
    template: {
      // More than Hosting:ShutdownTimeout (25 s); what is not done by then is taken up by another replica.
      terminationGracePeriodSeconds: 40
      containers: [
        {
          name: 'service'
          image: image.reference
          args: ['run', '--data', '/data', '--logs', logsUrl]
          env: concat(
            settings,
            [
              { name: 'SCALING_PIPELINE_Web__Url', value: 'http://0.0.0.0:${port}' }
              // Where Container Apps has its ingress: limits are counted by client, not by proxy.
              { name: 'SCALING_PIPELINE_Web__KnownProxies__0', value: '100.100.0.0/16' }
              { name: 'SCALING_PIPELINE_Web__Jwt__Authority', value: authentication.authority }
              { name: 'SCALING_PIPELINE_Web__Jwt__Audience', value: authentication.audience }
              { name: 'SCALING_PIPELINE_Monitoring__Nightly__Time', value: nightly.time }
              { name: 'SCALING_PIPELINE_Monitoring__Nightly__TimeZone', value: nightly.timeZone }
            ],
            empty(pageKeyHash)
              ? []
              : [
                  { name: 'SCALING_PIPELINE_Web__ApiKeys__0__Name', value: 'page' }
                  { name: 'SCALING_PIPELINE_Web__ApiKeys__0__Hash', secretRef: pageKey }
                ],
            map(secretSettings, setting => { name: setting.environmentVariable, secretRef: setting.secret })
          )
          resources: {
            cpu: json(scale.cores)
            memory: memories[scale.cores]
          }
          probes: [
            {
              type: 'Startup'
              httpGet: { path: '/healthz', port: port }
              periodSeconds: 5
              failureThreshold: 30
            }
            {
              type: 'Liveness'
              httpGet: { path: '/healthz', port: port }
              periodSeconds: 30
              timeoutSeconds: 5
              failureThreshold: 3
            }
            {
              type: 'Readiness'
              httpGet: { path: '/readyz', port: port }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 3
            }
          ]
          volumeMounts: [{ volumeName: 'data', mountPath: '/data' }]
        }
      ]
      volumes: [{ name: 'data', storageType: 'EmptyDir' }]
      scale: {
        minReplicas: scale.minReplicas
        maxReplicas: scale.maxReplicas
        pollingInterval: 15
        cooldownPeriod: 300
        rules: scale.minReplicas == 0 ? [workWaiting, nightlyWindow] : [workWaiting]
      }
    }
  }
}

@description('The app, for the alert rules.')
output appId string = app.id

@description('Where the page is.')
output url string = 'https://${app.properties.configuration.ingress.fqdn}'
