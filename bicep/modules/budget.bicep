metadata description = 'Warns by mail when the month costs, or is going to cost, more than planned.'

import { Budget } from '../types.bicep'

@description('Name of the budget.')
param name string

@description('The plan.')
param budget Budget

@description('Mail addresses that are warned.')
@minLength(1)
param addresses string[]

resource plan 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: budget.monthlyAmount
    timeGrain: 'Monthly'
    timePeriod: { startDate: budget.start }
    notifications: {
      actual: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: addresses
      }
      forecast: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: addresses
      }
    }
  }
}
