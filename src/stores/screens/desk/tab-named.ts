/** The tab that an address means: links of a door say `orders` where it is a further one, too. */
export const tabNamed = (names: readonly string[], asked = ''): string | undefined =>
  names.find((name) => name === asked) ?? names.find((name) => name.endsWith(`.${asked}`))
