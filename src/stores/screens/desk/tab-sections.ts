/** A tab with the name of the part of the desk that it belongs to: a front door, or what all stores have. */
export interface Sorted {
  readonly name: string
  readonly title: string
  readonly section: string
}

/** So many tabs fit in one row of a wide screen. */
const ROW_MOST = 10

/**
 * The tabs of a desk by section, in their order; one section, where all of them fit in a row. Each is opened by
 * its first tab.
 */
export function sectionsOf<Tab extends Sorted>(tabs: readonly Tab[]): readonly (readonly Tab[])[] {
  if (tabs.length <= ROW_MOST) return [tabs]
  return [...Map.groupBy(tabs, ({ section }) => section).values()]
}
