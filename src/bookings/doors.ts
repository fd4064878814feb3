import type { Engine } from '../engine.ts'
import type { Queryable } from '../postgres/sql.ts'
import type { BookingDoor, LineDescription, PlaceOfStore } from './door.ts'

export type Doors = Pick<Engine, 'doors'>

export function doorOf({ doors }: Doors, name: string): BookingDoor {
  const door = doors.get(name)
  if (!door) throw new Error(`no front door is named ${name}`)
  return door
}

/** All doors that a store sells by, its own first; none of where wallets are charged. */
export const doorsOf = (
  engine: Doors,
  { door, also }: { readonly door: string; readonly also: readonly string[] },
): BookingDoor[] => [door, ...also].flatMap((name) => engine.doors.get(name) ?? [])

/** The door that sells a place, as its key begins; the store's own for any other key. */
export function doorOfKey(engine: Doors, key: string, storeDoor: string): BookingDoor {
  const sells = ({ keys }: BookingDoor) => keys.some((prefix) => key.startsWith(prefix))
  return [...engine.doors.values()].find(sells) ?? doorOf(engine, storeDoor)
}

/** The door that sells all of these places; undefined: several do. */
export function doorOfLines(
  engine: Doors,
  lines: readonly { readonly key: string }[],
  storeDoor: string,
): BookingDoor | undefined {
  const [door, ...others] = new Set(lines.map(({ key }) => doorOfKey(engine, key, storeDoor)))
  return others.length === 0 ? door : undefined
}

/** Of a store that sells by `storeDoor`. */
type DescribedPlace = PlaceOfStore & { readonly storeDoor: string }

/** Describes lines of orders, in their order, each by the door of its key: one call for each door. */
export async function describeLines(
  engine: Doors,
  on: Queryable,
  lines: readonly DescribedPlace[],
): Promise<((LineDescription & { readonly door: string }) | undefined)[]> {
  const byDoor = Map.groupBy(lines, ({ key, storeDoor }) => doorOfKey(engine, key, storeDoor))
  const described = new Map<DescribedPlace, LineDescription & { readonly door: string }>()
  for (const [door, some] of byDoor) {
    const found = await door.describe(on, some)
    some.forEach((line, at) => {
      const one = found[at]
      if (one) described.set(line, { ...one, door: door.name })
    })
  }
  return lines.map((line) => described.get(line))
}
