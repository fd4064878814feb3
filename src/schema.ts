import { frontDoors } from './front-doors/index.ts'

/** Where a table belongs: to stores, to people, or to both alike. */
export type Side = 'cell' | 'house' | 'reference'

/** A folder of schema files, and whose tables are declared there. */
export interface SchemaFolder {
  readonly folder: URL
  readonly of: 'cell' | 'house'
}

const cell = (folder: string): SchemaFolder => ({
  folder: new URL(folder, import.meta.url),
  of: 'cell',
})
const house = (folder: string): SchemaFolder => ({
  folder: new URL(folder, import.meta.url),
  of: 'house',
})

/** Schema folders in migration order: a table may reference only tables above it. */
export const schemaFolders: readonly SchemaFolder[] = [
  cell('./postgres/schema/'),
  house('./proofs/schema/'),
  house('./limits/schema/'),
  house('./accounts/schema/'),
  house('./accounts/notices/schema/'),
  house('./terms/schema/'),
  house('./security/schema/'),
  cell('./stores/schema/'),
  house('./stores/staff/schema/'),
  house('./stores/saved/schema/'),
  cell('./waiting-room/schema/'),
  house('./holds/schema/'),
  cell('./places/schema/'),
  cell('./orders/schema/'),
  cell('./waitlist/schema/'),
  cell('./policies/schema/'),
  house('./wallets/schema/'),
  cell('./payments/schema/'),
  cell('./payments/terms/schema/'),
  cell('./events/schema/'),
  cell('./mail/schema/'),
  cell('./bookings/schema/'),
  cell('./tickets/schema/'),
  house('./feeds/schema/'),
  cell('./door-line/schema/'),
  cell('./jobs/schema/'),
  ...frontDoors.flatMap(({ schema, houseSchema }): SchemaFolder[] => [
    { folder: schema, of: 'cell' },
    ...(houseSchema ? [{ folder: houseSchema, of: 'house' } as const] : []),
  ]),
]

/**
 * Tables that belong elsewhere than their folder. A table of reference is the same everywhere and
 * never points at either side, so that statements of both may name it.
 */
export const exceptions: Readonly<Record<string, { of: Side; because: string }>> = {
  migrations: { of: 'reference', because: 'it says which schema files the whole database has' },
  clock: {
    of: 'reference',
    because: 'every deadline is compared with it; only a sandbox moves it',
  },
  time_zones: { of: 'reference', because: 'it lists what PostgreSQL itself knows' },
  shared_capacities: { of: 'house', because: 'an owner shares it among stores of any cell' },
  shared_rooms: { of: 'house', because: 'it says who shares it' },
  spends: {
    of: 'cell',
    because: 'it is the part of an order that a wallet pays, and ends with it',
  },
}
