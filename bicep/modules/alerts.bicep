metadata description = 'What people are told of: messages set aside, work that lags, replicas that fail, events lost, a database in trouble.'

@description('Name that the rules begin with.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('The action group that is told.')
param actionGroupId string

@description('The log workspace.')
param workspaceId string

@description('Name of the storage account of the queues.')
param accountName string

@description('Name of the work queue; messages set aside are in the queue of that name and -poison.')
param queueName string

@description('The container app.')
param appId string

@description('Whether a replica is there without work.')
param alwaysOn bool

@description('The job that reconciles.')
param jobName string

@description('The Event Grid topic.')
param topicId string

@description('The database server.')
param databaseId string

// Metrics of a storage account do not tell its queues apart, and count messages once a day: the log of operations does better.
var operations = 'StorageQueueLogs | where AccountName == "${accountName}"'

var logAlerts = [
  {
    name: 'messages-set-aside'
    severity: 1
    explanation: 'Messages could not be worked on in 5 tries and lie in ${queueName}-poison. Read their reason in the log of the service, mend it, and put them back.'
    query: '${operations} and OperationName == "PutMessage" and Uri has "/${queueName}-poison/messages"'
    window: 'PT15M'
    range: null
  }
  {
    name: 'work-lags'
    severity: 2
    explanation: 'More messages came 30 to 60 minutes ago than were done since: logs wait for more than half an hour. See whether replicas run, and raise maxReplicas if all do.'
    query: '${operations} and Uri has "/${queueName}/messages" and TimeGenerated > ago(1h) | summarize Came = countif(OperationName == "PutMessage" and TimeGenerated < ago(30m)), Done = countif(OperationName == "DeleteMessage") | where Came > Done'
    window: 'PT15M'
    range: 'PT2H'
  }
]

resource logAlert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in logAlerts: {
    name: '${name}-${alert.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: '${name}: ${replace(alert.name, '-', ' ')}'
      description: alert.explanation
      severity: alert.severity
      enabled: true
      autoMitigate: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT15M'
      windowSize: alert.window
      overrideQueryTimeRange: alert.range
      // The table exists from the first log on; until then there is nothing to tell.
      skipQueryValidation: true
      criteria: {
        allOf: [{ query: alert.query, timeAggregation: 'Count', operator: 'GreaterThan', threshold: 0 }]
      }
      actions: { actionGroups: [actionGroupId] }
    }
  }
]

module restarts 'metricAlert.bicep' = {
  params: {
    name: '${name}-replica-restarts'
    tags: tags
    explanation: 'A replica was restarted more than 3 times: it crashes or fails its liveness probe. Read the console log.'
    severity: 1
    resourceId: appId
    metric: 'RestartCount'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: 3
    actionGroupId: actionGroupId
  }
}

module absent 'metricAlert.bicep' = if (alwaysOn) {
  params: {
    name: '${name}-no-replica'
    tags: tags
    explanation: 'No replica runs, though one always should. Read the system log of the environment.'
    severity: 0
    resourceId: appId
    metric: 'Replicas'
    aggregation: 'Maximum'
    operator: 'LessThan'
    threshold: 1
    actionGroupId: actionGroupId
  }
}

module unreconciled 'metricAlert.bicep' = {
  params: {
    name: '${name}-reconciliation-failed'
    tags: tags
    explanation: 'The daily comparison of storage with the ledger failed. Read the console log of the job.'
    severity: 1
    resourceId: resourceId('Microsoft.App/jobs', jobName)
    metric: 'Executions'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
    dimension: { name: 'state', value: 'Failed' }
    window: 'PT1H'
    actionGroupId: actionGroupId
  }
}

module lostEvents 'metricAlert.bicep' = {
  params: {
    name: '${name}-events-dead-lettered'
    tags: tags
    explanation: 'Event Grid gave events up; they lie in the container dead-letters. The reconciling scan finds their blobs, later. Look at the delivery errors of the topic.'
    severity: 2
    resourceId: topicId
    metric: 'DeadLetteredCount'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
    actionGroupId: actionGroupId
  }
}

module databaseFull 'metricAlert.bicep' = {
  params: {
    name: '${name}-database-fills'
    tags: tags
    explanation: 'The disk of the database is more than 85 % full and has not grown by itself.'
    severity: 1
    resourceId: databaseId
    metric: 'storage_percent'
    aggregation: 'Average'
    operator: 'GreaterThan'
    threshold: 85
    actionGroupId: actionGroupId
  }
}

module databaseDown 'metricAlert.bicep' = {
  params: {
    name: '${name}-database-down'
    tags: tags
    explanation: 'The database does not answer: nothing is committed, and nothing lost. Look at its resource health.'
    severity: 0
    resourceId: databaseId
    metric: 'is_db_alive'
    aggregation: 'Maximum'
    operator: 'LessThan'
    threshold: 1
    window: 'PT5M'
    actionGroupId: actionGroupId
  }
}
