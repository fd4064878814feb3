import type { DeskTab, StoreAnswer } from '../../../web/door.ts'
import { useDoors } from '../use-door.ts'

/** The tab that an address means: links of a door say `orders` where it is a further one, too. */
export const tabNamed = (names: readonly string[], asked = ''): string | undefined =>
  names.find((name) => name === asked) ?? names.find((name) => name.endsWith(`.${asked}`))

/**
 * The tabs of a store's doors, its own first. Those of a further one have its name in theirs: two doors may
 * name a tab alike.
 */
export function useDoorTabs(
  store: Pick<StoreAnswer, 'door' | 'also'> | undefined,
): readonly DeskTab[] {
  const doors = useDoors()
  const tabsOf = (name: string | undefined) => doors.find((door) => door.name === name)?.tabs ?? []
  const further = (store?.also ?? []).flatMap((name) => {
    const said = doors.find((door) => door.name === name)?.title() ?? name
    return tabsOf(name).map(
      (tab): DeskTab => ({
        ...tab,
        name: `${name}.${tab.name}`,
        title: () => `${said} · ${tab.title()}`,
      }),
    )
  })
  return [...tabsOf(store?.door), ...further]
}
