import { frontDoors } from './front-doors/index.ts'

/** Schema folders in migration order: a table may reference only tables above it. */
export const schemaFolders: readonly URL[] = [
  new URL('./postgres/schema/', import.meta.url),
  new URL('./accounts/schema/', import.meta.url),
  new URL('./stores/schema/', import.meta.url),
  new URL('./places/schema/', import.meta.url),
  new URL('./orders/schema/', import.meta.url),
  new URL('./policies/schema/', import.meta.url),
  new URL('./wallets/schema/', import.meta.url),
  new URL('./payments/schema/', import.meta.url),
  new URL('./events/schema/', import.meta.url),
  new URL('./mail/schema/', import.meta.url),
  new URL('./bookings/schema/', import.meta.url),
  ...frontDoors.map(({ schema }) => schema),
]
