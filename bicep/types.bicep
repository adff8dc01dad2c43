metadata description = 'What the parameters of the deployment look like.'

@export()
@description('Where the image of the service comes from.')
type Image = {
  @description('Full reference with a tag or, better, a digest: SERVER/NAME@sha256:...')
  reference: string

  @description('The Azure Container Registry it is pulled from, by the identity of the service. Absent: the image is public.')
  registry: {
    @description('Name of the registry.')
    name: string

    @description('Resource group of the registry, in this subscription.')
    resourceGroup: string
  }?
}

@export()
@description('How many replicas take the work, and how large each is.')
type Scale = {
  @description('Replicas kept without work. 0 is cheapest: a replica comes with the first message, and for an hour around the nightly report. 1 keeps the page and the delivery of alerts up.')
  minReplicas: 0 | 1

  @description('The most replicas.')
  @minValue(1)
  @maxValue(300)
  maxReplicas: int

  @description('Messages, waiting or being worked on, for each replica.')
  @minValue(1)
  messagesPerReplica: int

  @description('Cores of a replica, e.g. 2.0; memory follows with 2 GiB a core.')
  cores: '0.5' | '1.0' | '2.0' | '4.0'
}

@export()
@description('When the nightly report runs.')
type Nightly = {
  @description('Local time of day, HH:mm.')
  @minLength(5)
  @maxLength(5)
  time: string

  @description('IANA name of the time zone, e.g. Europe/Berlin.')
  timeZone: string
}

@export()
@description('Whose tokens the page and the API take, and made out for whom.')
type Authentication = {
  @description('Issuer of the tokens, e.g. the v2.0 endpoint of the tenant.')
  @minLength(1)
  authority: string

  @description('For whom the tokens are made out: of the v2.0 endpoint the client ID of the API, never api://...')
  @minLength(1)
  audience: string
}

@export()
@description('A secret of the key vault as a setting of the service. Its value is put into the vault by a person, never by this template.')
type SecretSetting = {
  @description('Environment variable, e.g. SCALING_PIPELINE_Monitoring__Delivery__Webhooks__0__Secret.')
  environmentVariable: string

  @description('Name of the secret in the vault: lower-case letters, digits and dashes.')
  @maxLength(20)
  secret: string
}

@export()
@description('An environment variable of the service that is no secret.')
type Setting = {
  @description('Name.')
  name: string

  @description('Value.')
  value: string
}

@export()
@description('The Entra ID principal that administers the database, best a group.')
type Administrator = {
  @description('Display name of the principal; it is also its role name in the database.')
  name: string

  @description('Object ID of the principal.')
  @minLength(36)
  @maxLength(36)
  objectId: string

  @description('Kind of principal.')
  principalType: 'Group' | 'User' | 'ServicePrincipal'
}

@export()
@description('Size and safety of the database.')
type Database = {
  @description('Compute tier.')
  tier: 'Burstable' | 'GeneralPurpose' | 'MemoryOptimized'

  @description('Compute size of that tier, e.g. Standard_B1ms or Standard_D2ds_v5.')
  sku: string

  @description('Storage in GiB; it grows by itself.')
  @minValue(32)
  storageGiB: int

  @description('How long backups are kept, in days.')
  @minValue(7)
  @maxValue(35)
  backupDays: int

  @description('Whether backups are also kept in the paired region. Cannot be changed later.')
  geoRedundantBackup: bool

  @description('Whether a standby in another zone takes over. Not with the tier Burstable.')
  standby: bool
}

@export()
@description('Reached over the internet, protected by Entra ID and addresses.')
type PublicNetwork = {
  @description('Discriminator.')
  access: 'public'

  @description('IPv4 ranges that may reach the page; empty: everyone with a token.')
  pageAddressRanges: string[]
}

@export()
@description('Everything inside a virtual network of its own; storage, vault and database have private addresses only.')
type PrivateNetwork = {
  @description('Discriminator.')
  access: 'private'

  @description('IPv4 range of the network, /16 to /22, e.g. 10.40.0.0/22.')
  addressRange: string

  @description('Public IPv4 addresses or ranges from which GPU jobs may also drop logs into the storage account.')
  producerAddressRanges: string[]

  @description('Networks of yours that are peered with this one. Without any, nobody comes in.')
  peers: Peer[]
}

@export()
@description('A network of yours from which the private parts are reached, e.g. the hub that the VPN ends in. Whoever deploys may peer it: Network Contributor.')
type Peer = {
  @description('Resource ID of the network. Its addresses must not overlap.')
  networkId: string

  @description('Whether the names of the parts are answered in it too. Not where it already has private zones of these names: then link or forward them yourself.')
  linkZones: bool

  @description('Whether the parts are reached through its VPN or ExpressRoute gateway.')
  useGateway: bool
}

@export()
@description('How the parts are reached.')
@discriminator('access')
type Network = PublicNetwork | PrivateNetwork

@export()
@description('A warning by mail before the month costs more than planned.')
type Budget = {
  @description('Planned cost of a month, in the currency of the subscription.')
  @minValue(1)
  monthlyAmount: int

  @description('First day of the first month, yyyy-MM-01: of this month or a later one when the budget is made, and the same ever after.')
  @minLength(10)
  @maxLength(10)
  start: string
}

@export()
@description('The subnets and private DNS zones of a private network.')
type NetworkParts = {
  @description('The network.')
  networkId: string

  @description('Subnet of the Container Apps environment.')
  environmentSubnetId: string

  @description('Subnet of the private endpoints.')
  endpointSubnetId: string

  @description('Subnet delegated to the database.')
  databaseSubnetId: string

  @description('Private DNS zone of the database.')
  databaseZoneId: string

  @description('Private DNS zone of blobs.')
  blobZoneId: string

  @description('Private DNS zone of queues.')
  queueZoneId: string

  @description('Private DNS zone of the key vault.')
  vaultZoneId: string
}
