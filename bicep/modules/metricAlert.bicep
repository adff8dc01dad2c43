metadata description = 'Tells people when a metric of one resource passes a threshold.'

@description('Name of the rule.')
param name string

@description('Tags of every resource.')
param tags object

@description('What is wrong and what to do, for the mail.')
param explanation string

@description('How bad it is: 0 critical, 1 error, 2 warning.')
@minValue(0)
@maxValue(2)
param severity int

@description('The resource.')
param resourceId string

@description('Name of the metric.')
param metric string

@description('How values within the window are put together.')
param aggregation 'Average' | 'Maximum' | 'Total' | 'Count'

@description('How the value is compared with the threshold.')
param operator 'GreaterThan' | 'GreaterThanOrEqual' | 'LessThan'

@description('The threshold.')
param threshold int

@description('Counts only values whose dimension has this value. Absent: all.')
param dimension { name: string, value: string }?

@description('The window, ISO 8601.')
param window 'PT5M' | 'PT15M' | 'PT1H' | 'P1D' = 'PT15M'

@description('The action group that is told.')
param actionGroupId string

resource rule 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    description: explanation
    severity: severity
    enabled: true
    autoMitigate: true
    scopes: [resourceId]
    evaluationFrequency: window == 'P1D' ? 'PT1H' : 'PT5M'
    windowSize: window
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'threshold'
          metricName: metric
          timeAggregation: aggregation
          operator: operator
          threshold: threshold
          dimensions: dimension == null
            ? []
            : [{ name: dimension!.name, operator: 'Include', values: [dimension!.value] }]
        }
      ]
    }
    actions: [{ actionGroupId: actionGroupId }]
  }
}
