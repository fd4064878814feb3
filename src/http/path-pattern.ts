/** What the path of a request has to be, to lead to a route: `/v1/stores/:storeId`. */
export const patternOf = (route: string): RegExp =>
  new RegExp(`^${route.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:\w+/g, '[^/]+')}$`)
