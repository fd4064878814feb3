// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are source code
import type { Mutant } from '../copy.ts'

export const orders: readonly Mutant[] = [
  {
    what: 'that a claim gets at most what is left',
    suites: ['src/orders/rules.test.ts'],
    file: 'src/orders/claim-rules.ts',
    is: 'quantity > left.of(ask, place.id))',
    becomes: 'quantity > left.of(ask, place.id) + 1)',
  },
  {
    what: 'that claims of one batch count each other',
    suites: ['src/orders/rules.test.ts'],
    file: 'src/orders/left-rules.ts',
    is: 'left.set(placeId, (left.get(placeId) ?? 0) - quantity + units)',
    becomes: '',
  },
  {
    what: 'that an order is dead at its deadline',
    suites: ['src/orders/rules.test.ts'],
    file: 'src/orders/rules.ts',
    is: "order.status === 'ready' && (order.pinnedAt !== null || now < order.expiresAt)",
    becomes: "order.status === 'ready' && (order.pinnedAt !== null || now <= order.expiresAt)",
  },
  {
    what: 'that the database means by dead what the rules mean',
    suites: ['src/orders/alive.test.ts'],
    file: 'src/orders/alive.ts',
    is: 'o.pinned_at is null and o.expires_at <= ${now})`',
    becomes: 'o.expires_at <= ${now})`',
  },
  {
    what: 'that an order’s number has the time of its store',
    suites: ['src/front-doors/dining/midnight.test.ts'],
    file: 'src/orders/claim-rules.ts',
    is: 'wallStamp(now, facts.store.timeZone)',
    becomes: "wallStamp(now, 'Asia/Seoul')",
  },
  {
    what: 'that a buyer cancels nothing that has begun',
    suites: ['src/orders/rules.test.ts'],
    file: 'src/orders/rules.ts',
    is: 'startsAt !== null && startsAt <= now)\n  if (by',
    becomes: 'startsAt !== null && startsAt < now)\n  if (by',
  },
  {
    what: 'that only dead orders are released whose places are all locked',
    suites: ['src/orders/release.test.ts'],
    file: 'src/orders/release.ts',
    is: 'placeIds.every((id) => sizes.has(id))',
    becomes: 'placeIds.length > 0',
  },
  {
    what: 'that expiry locks the places first',
    suites: ['src/orders/release.test.ts'],
    file: 'src/orders/expire.ts',
    is: 'await places.lockPlaces(tx, storeId, [...touched])',
    becomes: 'void touched',
  },
  {
    what: 'that places are locked before what is due comes back to them',
    suites: ['src/orders/freed.test.ts'],
    file: 'src/orders/expire.ts',
    is: 'await places.lockPlaces(tx, storeId, placeIds)\n    await returnDue',
    becomes: 'await returnDue',
  },
  {
    what: 'that an order paid late locks its places before it looks what is away',
    suites: ['src/orders/freed.test.ts'],
    file: 'src/orders/reclaim.ts',
    is: `const locked = await places.lockPlaces(tx, storeId, placeIds)
  const freed = await readFreedOf(tx, storeId, orderId)`,
    becomes: `const freed = await readFreedOf(tx, storeId, orderId)
  const locked = await places.lockPlaces(tx, storeId, placeIds)`,
  },
  {
    what: 'that what is let go comes back when its delay is over',
    suites: ['src/orders/freed.test.ts'],
    file: 'src/orders/freed-queries.ts',
    is: 'and back_at <= ${tx.now}\n      returning',
    becomes: 'returning',
  },
  {
    what: 'that a payment of an order finds it unpaid under its lock',
    suites: ['test/locks.test.ts'],
    file: 'src/orders/queries.ts',
    is: 'order by o.id\n       for update of o',
    becomes: 'order by o.id',
  },
  {
    what: 'that the places of a cancellation are locked',
    suites: ['test/locks.test.ts'],
    file: 'src/places/queries.ts',
    is: 'order by id\n       for update',
    becomes: 'order by id',
  },
  {
    what: 'that another person’s order is not found',
    suites: ['src/orders/own.test.ts'],
    file: 'src/orders/own.ts',
    is: 'cached?.buyerId === ask.buyerId ? cached',
    becomes: 'cached ? cached',
  },
  {
    what: 'that a service gives back only what it took',
    suites: ['src/orders/standing-rules.test.ts'],
    file: 'src/orders/standing-rules.ts',
    is: 'if (by === 1 ? left < 1 : taken < 1) return false',
    becomes: 'if (by === 1 && left < 1) return false',
  },
  {
    what: 'that a place is never made smaller than what is sold of it',
    suites: ['src/front-doors/dining/owner.test.ts'],
    file: 'src/places/rules.ts',
    is: 'const capacity = Math.max(wanted, taken)',
    becomes: 'const capacity = wanted',
  },
]
