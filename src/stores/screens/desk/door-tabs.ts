import type { DeskTab, StoreAnswer } from '../../../web/door.ts'
import { mayAs, useRoleAt } from '../role.tsx'
import { useDoors } from '../use-door.ts'

/** A tab of a door of a store. */
export interface DoorTab extends DeskTab {
  /** The name and the title of the door. */
  readonly door: string
  readonly doorTitle: string
}

/**
 * The tabs of a store's doors, its own first. Those of a further one have its name in theirs: two doors may
 * name a tab alike.
 */
export function useDoorTabs(
  store: Pick<StoreAnswer, 'door' | 'also'> | undefined,
): readonly DoorTab[] {
  const doors = useDoors()
  if (!store) return []
  return [store.door, ...store.also].flatMap((name) => {
    const door = doors.find((one) => one.name === name)
    return (door?.tabs ?? []).map((tab) => ({
      ...tab,
      name: name === store.door ? tab.name : `${name}.${tab.name}`,
      ...{ door: name, doorTitle: door?.deskTitle?.() ?? door?.title() ?? name },
    }))
  })
}

/**
 * As `useDoorTabs`, without those that the store has no use for. One that is open stays.
 */
export function useShownTabs(store: StoreAnswer | undefined, here: string): readonly DoorTab[] {
  const doors = useDoors()
  const role = useRoleAt(store?.id ?? '')
  const tabs = useDoorTabs(store)
  const names = store ? [store.door, ...store.also] : []
  const idle = new Map(
    doors.map(({ name, useIdleTabs }) => {
      const isAsked = names.includes(name) && mayAs(role, 'desk')
      // biome-ignore lint/correctness/useHookAtTopLevel: the doors of a site never change
      return [name, useIdleTabs?.(store?.id ?? '', isAsked) ?? []] as const
    }),
  )
  const isIdle = ({ name, door }: DoorTab) =>
    idle.get(door)?.some((one) => name === one || name === `${door}.${one}`) ?? false
  return tabs.filter((tab) => tab.name === here || !isIdle(tab))
}
