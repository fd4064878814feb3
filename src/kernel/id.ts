/** A UUID that says whose it is: an `Id<'Order'>` does not pass for an `Id<'Place'>`. */
export type Id<Noun extends string> = string & { readonly noun?: Noun }
