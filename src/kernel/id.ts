/** A UUID typed by its noun: an `Id<'Order'>` is not assignable to an `Id<'Place'>`. */
export type Id<Noun extends string> = string & { readonly noun?: Noun }
