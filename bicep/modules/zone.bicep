metadata description = 'A private DNS zone that is answered in some networks, with one address for all names in it where it is given.'

@description('Name of the zone.')
param name string

@description('Tags of every resource.')
param tags object

@description('Resource IDs of the networks.')
@minLength(1)
param networkIds string[]

@description('The address of the zone itself and of every name in it. Empty: whoever has names in it adds them.')
param address string = ''

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: name
  location: 'global'
  tags: tags

  resource link 'virtualNetworkLinks' = [
    for networkId in networkIds: {
      name: 'link-${uniqueString(networkId)}'
      location: 'global'
      tags: tags
      properties: {
        registrationEnabled: false
        // A parameter, though the rule does not see it through the loop.
        #disable-next-line use-resource-id-functions
        virtualNetwork: { id: networkId }
      }
    }
  ]

  resource record 'A' = [
    for record in (empty(address) ? [] : ['*', '@']): {
      name: record
      properties: {
        ttl: 300
        aRecords: [{ ipv4Address: address }]
      }
    }
  ]
}

@description('The zone.')
output zoneId string = zone.id
