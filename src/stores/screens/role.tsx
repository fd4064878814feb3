import type { ReactNode } from 'react'
import { reaches, type StaffRole } from '../../kernel/endpoint.ts'
import { type Me, useMe } from '../../web/session.ts'

/** What the reader is at a store: one of its staff, or somebody who may own stores. */
export type MyRole = StaffRole | 'owner'

/** Whether somebody may do what is declared for staff; without a right only owners may. */
export const mayAs = (role: MyRole | undefined, right: StaffRole | undefined): boolean =>
  role === 'owner' || (role !== undefined && right !== undefined && reaches(role, right))

/** Of a store that is not the reader's own, the server says that it is missing. */
export function roleAt(me: Me | undefined, storeId: string): MyRole | undefined {
  if (!me) return undefined
  const job = me.jobs.find((one) => one.storeId === storeId)
  if (job) return job.role
  return me.role === 'customer' ? undefined : 'owner'
}

export const useRoleAt = (storeId: string): MyRole | undefined => roleAt(useMe(), storeId)

/** Whether the reader has anything to do at a desk. */
export const hasDesk = (me: Me | undefined): boolean =>
  Boolean(me && (me.role !== 'customer' || me.jobs.length > 0))

interface OnlyForProps {
  readonly storeId: string
  /** The least of staff who may; without one only owners may. */
  readonly right?: StaffRole
  readonly children: ReactNode
}

/** Shows what the reader may use at a store. */
export const OnlyFor = ({ storeId, right, children }: OnlyForProps) =>
  mayAs(useRoleAt(storeId), right) ? children : null
