/** Makes one thing for each instance: of a cache, of derived keys. */
export function perInstance<Thing, Instance extends object>(
  make: (instance: Instance) => Thing,
): (instance: Instance) => Thing {
  const made = new WeakMap<Instance, Thing>()
  return (instance) => {
    const known = made.get(instance)
    if (known) return known
    const thing = make(instance)
    made.set(instance, thing)
    return thing
  }
}
