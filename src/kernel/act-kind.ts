/** What somebody did at a store, in its list of what was done. */
export const actKinds = [
  /** A booking was entered by the store, given other tables or another time, or seated. */
  'entered',
  'arranged',
  'sat',
  /** Whether its guest came, a note on it. */
  'visited',
  'noted',
  /** It was canceled in full or in part; another time was proposed, or that was withdrawn. */
  'canceled',
  'proposed',
  'withdrawn',
  /** Money went back. */
  'refunded',
  /** Goods were packed, sent, taken back. */
  'handled',
  /** What is for sale, and when. */
  'offered',
  /** The store itself: details, policy, pictures, notices. */
  'set',
  /** A file with what the store knows of its guests or its money. */
  'downloaded',
] as const

export type ActKind = (typeof actKinds)[number]
