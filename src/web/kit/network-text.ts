/** A shortened address as people read it: `203.0.113.*`, `2001:db8:1:*`. */
export const networkText = (network: string): string =>
  network.replace(/\.0\/24$/, '.*').replace(/::\/48$/, ':*')
